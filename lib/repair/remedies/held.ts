import type { Change } from "@/lib/repair/changes/schema";
import { heldBy, itemsOf } from "@/lib/privileges/acl";
import type { Relation } from "@/lib/snapshot/relation";
import { exactly } from "./electric-grants";
import type { Situation } from "./situation";

/**
 * Returns the changes that give a role what it holds on a table, its columns and the sequences that they own, or take it.
 *
 * Taken from who is about to own the table: a transfer would melt its grants and the owner's rights into one entry, and no
 * undo could tell them apart (aclnewowner, src/backend/utils/adt/acl.c). Given to who owned it, to the letter: what it
 * had revoked from itself stays revoked.
 */
export function heldOn(
  { rightsOn, sequencesOf, snapshot }: Situation,
  table: Relation,
  role: string,
  give: boolean,
): Change[] {
  const { versionNum } = snapshot.server;
  const rights = rightsOn(table);
  const on = { type: "table" as const, schema: table.schema, name: table.name };
  return [
    ...exactly(on, null, role, itemsOf(rights?.acl ?? null, "table", table.owner, versionNum), give),
    ...(rights?.columns ?? []).flatMap(({ name, acl }) => exactly(on, name, role, acl, give)),
    ...sequencesOf(table).flatMap(({ schema, name, owner, acl }) =>
      exactly(
        { type: "sequence", schema, name },
        null,
        role,
        itemsOf(acl, "sequence", owner, versionNum),
        give,
      ),
    ),
  ];
}

/**
 * Returns the change that gives who is about to own a table what it held on it by grant and its owner had revoked from
 * itself: the owner's rights go on as they are, and without SELECT among them the new owner could not read its own table.
 */
export function keptOn({ rightsOn, snapshot }: Situation, table: Relation, role: string): Change[] {
  const { schema, name, owner } = table;
  const items = itemsOf(rightsOn(table)?.acl ?? null, "table", owner, snapshot.server.versionNum);
  const own = heldBy(items, owner);
  const privileges = heldBy(items, role).filter((privilege) => !own.includes(privilege));
  if (privileges.length === 0) return [];
  const on = { type: "table" as const, schema, name };
  return [
    {
      kind: "privileges",
      on,
      column: null,
      grantee: role,
      privileges,
      grantOption: false,
      from: false,
      to: true,
    },
  ];
}
