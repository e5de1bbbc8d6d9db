import type { Change } from "@/lib/change/schema";
import { itemsOf } from "@/lib/rights/acl";
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
