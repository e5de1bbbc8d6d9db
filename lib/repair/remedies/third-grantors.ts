import { listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { Situation } from "./situation";

/**
 * Returns, in words, what an undo of a transfer brings back from another grantor than before: who is handed a table and holds
 * rights on it from a third role keeps no entry of its own to be given back (aclnewowner, src/backend/utils/adt/acl.c).
 */
export function thirdGrantors({ rightsOn, target }: Situation, tables: readonly Relation[]): string[] {
  const name = displayName(target.role);
  const byGrantor = new Map<string, string[]>();
  for (const table of tables)
    for (const { grantee, grantor } of [
      ...(rightsOn(table)?.acl ?? []),
      ...(rightsOn(table)?.columns ?? []).flatMap(({ acl }) => acl),
    ])
      if (grantee === target.role && grantor !== table.owner)
        byGrantor.set(grantor, [...(byGrantor.get(grantor) ?? []), displayRelation(table)]);
  return [...byGrantor].map(
    ([grantor, names]) =>
      `${name} holds rights on ${listed([...new Set(names)])} from ${displayName(grantor)}, not from the owner: an undo gives them back from the owner.`,
  );
}
