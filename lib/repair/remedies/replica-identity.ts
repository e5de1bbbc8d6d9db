import { identityOf } from "@/lib/repair/changes/kinds/replica-identity";
import { count, example } from "@/lib/text/words";
import { refusalText } from "@/lib/checks/publication/others";
import { consumersText } from "@/lib/checks/tables/consumers";
import { identitiesOf } from "@/lib/checks/tables/identities";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Identity } from "@/lib/repair/changes/schema";
import type { Relation } from "@/lib/snapshot/relation";
import { effectiveRole } from "@/lib/target/effective-role";
import { isForTables } from "@/lib/repair/request";
import { defineRemedy, nothing } from "./define";
import { keepsBy } from "./keeping";
import { partitionLosers } from "./partition-jobs";
import { readsAfter, unownedAfter } from "./reads-after";
import { sorted, type Situation } from "./situation";
import { tablesToTransfer } from "./to-transfer";

/** Returns the identity that a table has now, with the index where it uses one. */
export function identityNow({ rightsOn }: Pick<Situation, "rightsOn">, table: Relation): Identity {
  return identityOf(table, rightsOn(table)?.identityIndex ?? null);
}

/** Returns why the application's UPDATE and DELETE fail on a table with FULL because of another publication; null where they work. */
export function whyOthersRefuseFull(
  { rightsOn }: Pick<Situation, "rightsOn">,
  table: Relation,
): string | null {
  const refused = refusalText(table);
  if (refused !== "") return refused;
  const [first] = rightsOn(table)?.alsoIn ?? [];
  return table.generatedVirtual.length > 0 && first !== undefined
    ? `the publication ${first.name} cannot carry its virtual generated columns`
    : null;
}

/**
 * Why FULL would break the application's own UPDATE and DELETE on a table (42P10, seen on 18 and, for column lists, on
 * 15 to 18); null where it would not.
 */
export function whyNotFull(situation: Situation, table: Relation): string | null {
  const { snapshot } = situation;
  const from18 = snapshot.server.versionNum >= 180_000;
  // A plan for everything publishes what it targets whole, before it sets FULL.
  if (situation.wanted.kind !== "ready" || !situation.isInTrees(table)) {
    const own = situation.upwards(table).flatMap(({ published }) => published ?? []);
    if (own.some(({ columns }) => columns !== null))
      return "Electric's own publication publishes only some of its columns: fix that first, or all at once";
    if (
      from18 &&
      own.length > 0 &&
      table.generatedStored.length > 0 &&
      !snapshot.publication?.generatedStored
    )
      return "Electric's own publication leaves its generated columns out: fix that first, or all at once";
  }
  if (from18 && table.generatedVirtual.length > 0)
    return "it has virtual generated columns, and no publication carries those";
  return whyOthersRefuseFull(situation, table);
}

/** The tables that are to become FULL; a repaired target is in Electric's publication or about to be. */
function tablesFor(situation: Situation): Record<"full" | "left" | "later" | "others", Relation[]> {
  const { snapshot, target, choices } = situation;
  const { publication } = snapshot;
  // In automatic mode the plan gives the publication to Electric's role, so that it sets the targets itself.
  const after =
    publication !== null && !readsAfter(situation)
      ? { ...snapshot, publication: { ...publication, owner: effectiveRole(snapshot, target) } }
      : snapshot;
  const seen = identitiesOf(after, target);
  // A plan for some tables leaves every other as it is.
  const within = isForTables(situation.wanted) ? situation.isInTrees : () => true;
  const broken = seen.broken.filter(within);
  const waiting = seen.waiting.filter(within);
  const leaving = seen.leaving.filter(within);
  // Electric sets it only where it has the owner's rights.
  const unowned = new Set(unownedAfter(situation).map(({ oid }) => oid));
  const now = choices.fullNow ? waiting : waiting.filter(({ oid }) => unowned.has(oid));
  const all = [...broken, ...now, ...leaving];
  const eligible = sorted(all.filter(({ persistence }) => persistence === "permanent"));
  return {
    full: eligible.filter((table) => whyNotFull(situation, table) === null),
    left: eligible.filter((table) => whyNotFull(situation, table) !== null),
    later: waiting.filter((table) => !now.includes(table)),
    others: [...seen.broken, ...seen.leaving].filter((table) => !within(table)),
  };
}

/** Returns what is to be done for future partitions: their maker sets FULL, and may make none after some transfers. */
function partitionsTomorrow(situation: Situation): string {
  const begins = "A partition that is made tomorrow begins without it";
  const handed = situation.target.strategy === "owner" ? tablesToTransfer(situation) : [];
  const losers = partitionLosers(handed, keepsBy(situation));
  return losers.length === 0
    ? `${begins}: add the statement to whatever makes partitions.`
    : `${begins}, and only ${displayName(situation.target.role)} and its members make partitions then: whatever makes them has to run as one of these and set it.`;
}

/** FULL before or with the publication: a published table without an identity refuses the application's own UPDATE. */
export const replicaIdentity = defineRemedy({
  id: "tables.replica_identity",
  title: "Set REPLICA IDENTITY FULL",
  fixes: ["tables.replica_identity"],
  plan(situation) {
    const { full, left, later, others } = tablesFor(situation);
    const partitions = full.filter(({ isPartition }) => isPartition);
    const check = "tables.replica_identity";
    const leaves = left.map((table) => ({
      check,
      why: `${displayRelation(table)} stays as it is: with FULL the application's own UPDATE and DELETE would fail, because ${whyNotFull(situation, table) ?? ""}.`,
    }));
    if (later.length > 0)
      leaves.push({
        check,
        why: `${example(sorted(later).map(displayRelation), "table")} ${later.length === 1 ? "is" : "are"} left to Electric, as chosen: it sets FULL at the first shape, and gives up after 5 s behind a long transaction.`,
      });
    const consumers = consumersText(situation.snapshot, [...full, ...later]);
    const named = consumers === "" ? [] : [consumers];
    if (full.length === 0) return { ...nothing, consequences: named, leaves };
    return {
      drafts: [
        {
          says: `Set REPLICA IDENTITY FULL on ${count(full.length, "table")}${partitions.length === 0 ? "" : `, ${count(partitions.length, "partition")} among them`}. Nothing is rewritten; from then on each UPDATE and DELETE writes the whole old row to the WAL.${partitions.length === 0 ? "" : ` ${partitionsTomorrow(situation)}`}`,
          changes: full.map((table) => ({
            kind: "replica identity" as const,
            table: { schema: table.schema, name: table.name },
            from: identityNow(situation, table),
            to: "full" as const,
          })),
        },
      ],
      fixes: leaves.length === 0 && others.length === 0 ? [check] : [],
      consequences: [
        `UPDATE and DELETE on ${example(full.map(displayRelation), "table")} write more WAL: the whole old row each.`,
        ...named,
      ],
      leaves,
    };
  },
});
