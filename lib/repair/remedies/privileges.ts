import { displayName } from "@/lib/postgres/identifier";
import { targetSchemas } from "@/lib/target/relations";
import { grantTo } from "@/lib/repair/changes/grant";
import { heldBy, itemsOf, type AclKind } from "@/lib/privileges/acl";
import type { Acl } from "@/lib/privileges/schema";
import { count, listed } from "@/lib/text/words";
import { defineRemedy, nothing } from "./define";
import { keepsBy } from "./keeping";
import { sorted, type Situation } from "./situation";

/** Whether Electric's role, or another, its groups or PUBLIC hold a privilege; a role that is not there yet has what PUBLIC has. */
export function holds(
  situation: Situation,
  acl: Acl,
  kind: AclKind,
  owner: string,
  privilege: string,
  role = situation.target.role,
): boolean {
  const { roles, snapshot } = situation;
  const items = itemsOf(acl, kind, owner, snapshot.server.versionNum);
  if (heldBy(items, null).includes(privilege)) return true;
  return items.some(
    ({ grantee, privileges }) =>
      grantee !== null && privileges.includes(privilege) && roles.inherits(role, grantee),
  );
}

export const grantConnect = defineRemedy({
  id: "privileges.connect",
  withNewRole: true,
  title: "Grant CONNECT to Electric's role",
  fixes: ["role.connect"],
  plan(situation) {
    const { rights, target } = situation;
    const { name, owner, acl } = rights.database;
    if (holds(situation, acl, "database", owner, "CONNECT")) return nothing;
    return {
      drafts: [
        {
          says: `Let ${displayName(target.role)} connect to ${displayName(name)}.`,
          changes: [grantTo(target.role, { type: "database", name }, "CONNECT")],
        },
      ],
      fixes: ["role.connect"],
    };
  },
});

/** In automatic mode Electric makes its publication anew after a reset, and its new owner needs the right as well. */
export const grantCreate = defineRemedy({
  id: "privileges.create",
  title: "Grant CREATE on the database",
  fixes: ["role.create_publication", "publication.owner"],
  plan(situation) {
    const { rights, target } = situation;
    const { name, owner, acl } = rights.database;
    if (target.strategy === "manual" || holds(situation, acl, "database", owner, "CREATE")) return nothing;
    return {
      drafts: [
        {
          says: `Let ${displayName(target.role)} make and own a publication: CREATE on the database allows new schemas and publications, and nothing inside schemas that exist.`,
          changes: [grantTo(target.role, { type: "database", name }, "CREATE")],
        },
      ],
      fixes: ["role.create_publication"],
    };
  },
});

export const grantUsage = defineRemedy({
  id: "privileges.usage",
  withNewRole: true,
  title: "Grant USAGE on the schemas",
  fixes: ["role.schema_usage"],
  plan(situation) {
    const { rights, target } = situation;
    const wanted = new Set(targetSchemas(target));
    const closed = rights.schemas.filter(
      ({ name, owner, acl }) => wanted.has(name) && !holds(situation, acl, "schema", owner, "USAGE"),
    );
    if (closed.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Let ${displayName(target.role)} look things up in ${listed(closed.map(({ name }) => displayName(name)))}.`,
          changes: closed.map(({ name }) => grantTo(target.role, { type: "schema", name }, "USAGE")),
        },
      ],
      fixes: ["role.schema_usage"],
    };
  },
});

/** Reading the root is enough for its partitions. An owner has SELECT unless it was revoked from it. */
export const grantSelect = defineRemedy({
  id: "privileges.select",
  title: "Grant SELECT on the tables",
  fixes: ["role.select"],
  plan(situation) {
    const { target, tables, rightsOn, roles, snapshot } = situation;
    const { stays } = keepsBy(situation);
    const reads = (table: (typeof tables)[number]): boolean => {
      const acl = rightsOn(table)?.acl ?? null;
      if (target.strategy !== "manual" && !stays.has(table.oid)) {
        // What the owner has, Electric's role will have: as the owner, or as a member that inherits from it.
        const items = itemsOf(acl, "table", table.owner, snapshot.server.versionNum);
        if (heldBy(items, table.owner).includes("SELECT")) return true;
      }
      if (roles.inherits(target.role, "pg_read_all_data")) return true;
      return holds(situation, acl, "table", table.owner, "SELECT");
    };
    const closed = sorted(tables.filter((table) => !reads(table)));
    if (closed.length === 0) return nothing;
    return {
      drafts: [
        {
          says: `Let ${displayName(target.role)} read ${count(closed.length, "table")}.`,
          changes: closed.map(({ schema, name }) =>
            grantTo(target.role, { type: "table", schema, name }, "SELECT"),
          ),
        },
      ],
      fixes: ["role.select"],
      consequences: [
        `${displayName(target.role)} may read ${count(closed.length, "table")} that it could not.`,
      ],
    };
  },
});
