import { displayName } from "@/lib/postgres/identifier";
import type { Change } from "@/lib/change/schema";
import { itemsOf } from "@/lib/rights/acl";
import { exactly } from "./electric-grants";
import { sorted, type Draft, type Situation } from "./situation";

function onTables(situation: Situation, handed: ReadonlySet<number>): Change[] {
  const { snapshot, target, rightsOn, sequencesOf } = situation;
  const tables = sorted(snapshot.relations.filter(({ oid }) => !handed.has(oid)));
  return tables.flatMap((table) => {
    const rights = rightsOn(table);
    if (rights === undefined) return [];
    const on = { type: "table" as const, schema: table.schema, name: table.name };
    return [
      ...exactly(on, null, target.role, rights.acl ?? [], false),
      ...rights.columns.flatMap(({ name, acl }) => exactly(on, name, target.role, acl, false)),
      ...sequencesOf(table).flatMap(({ schema, name, acl }) =>
        exactly({ type: "sequence", schema, name }, null, target.role, acl ?? [], false),
      ),
    ];
  });
}

function held({ rights, target, snapshot }: Situation): Change[] {
  const { versionNum } = snapshot.server;
  const { name: database, owner: databaseOwner, acl } = rights.database;
  return [
    ...rights.schemas.flatMap((schema) =>
      schema.owner === target.role
        ? []
        : exactly(
            { type: "schema", name: schema.name },
            null,
            target.role,
            itemsOf(schema.acl, "schema", schema.owner, versionNum),
            false,
          ),
    ),
    ...(databaseOwner === target.role
      ? []
      : exactly(
          { type: "database", name: database },
          null,
          target.role,
          itemsOf(acl, "database", databaseOwner, versionNum),
          false,
        )),
  ];
}

function defaults({ snapshot, target }: Situation): Change[] {
  const mine = snapshot.defaultPrivileges.filter(({ grantee }) => grantee === target.role);
  const places = new Map(
    mine.map(({ creator, schema }) => [JSON.stringify([creator, schema]), { creator, schema }]),
  );
  return [...places.values()].map(({ creator, schema }) => ({
    kind: "default privileges",
    creator,
    schema,
    grantee: target.role,
    privileges: mine
      .filter((item) => item.creator === creator && item.schema === schema)
      .map(({ privilege }) => privilege),
    from: true,
    to: false,
  }));
}

/** What a role made by somebody without superuser brings along (16 and newer); it goes with the role. */
function isImplicit(
  { rights }: Situation,
  row: { grantor: string; admin: boolean; inherit: boolean; set: boolean },
) {
  return row.grantor === rights.bootstrap && row.admin && !row.inherit && !row.set;
}

function memberships(situation: Situation): Change[] {
  const { rights, target, major } = situation;
  return rights.memberships
    .filter((row) => (row.member === target.role || row.role === target.role) && !isImplicit(situation, row))
    .map(({ role, member, grantor, admin, inherit, set }) => ({
      kind: "membership",
      role,
      member,
      grantor: major >= 16 ? grantor : null,
      from: { admin, inherit, set },
      to: null,
    }));
}

function settings({ rights, target }: Situation): Change[] {
  return rights.roleSettings.map(({ database, name, value }) => ({
    kind: "role setting",
    role: target.role,
    database,
    name,
    from: value,
    to: null,
  }));
}

/** Returns the drafts that take from Electric's role all that it was given, without what it owns. */
export function cleanGrants(situation: Situation, handed: ReadonlySet<number>): Draft[] {
  if (situation.snapshot.role === null) return [];
  const changes = [
    ...onTables(situation, handed),
    ...held(situation),
    ...defaults(situation),
    ...memberships(situation),
    ...settings(situation),
  ];
  const name = displayName(situation.target.role);
  return changes.length === 0
    ? []
    : [{ says: `Take from ${name} what it was granted here, its memberships and its settings.`, changes }];
}
