import type { Change } from "@/lib/repair/changes/schema";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";

const key = ({ schema, name }: { schema: string; name: string }): string => JSON.stringify([schema, name]);

/**
 * Returns those changes that would take from an owner what it holds on its own table or sequence, because none of them
 * hands the table on first: it is the owner's again by other hands, and the owner's application would stop.
 */
export function ownerSelfRevocations(
  changes: readonly Change[],
  { relations }: Pick<ReachedSnapshot, "relations">,
  { sequences }: Pick<Rights, "sequences">,
): ReadonlySet<Change> {
  const tables = new Map(relations.map((table) => [key(table), table]));
  const byOid = new Map(relations.map((table) => [table.oid, table]));
  const behind = new Map(sequences.map((sequence) => [key(sequence), byOid.get(sequence.table)]));
  const handedOn = new Set(
    changes.flatMap((change) => (change.kind === "table owner" ? [key(change.table)] : [])),
  );
  return new Set(
    changes.filter((change) => {
      if (change.kind !== "privileges" || change.to || change.grantee === null) return false;
      const { on } = change;
      if (on.type !== "table" && on.type !== "sequence") return false;
      const table = on.type === "table" ? tables.get(key(on)) : behind.get(key(on));
      return table !== undefined && table.owner === change.grantee && !handedOn.has(key(table));
    }),
  );
}
