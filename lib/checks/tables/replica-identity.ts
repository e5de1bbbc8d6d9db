import { displayName, displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { effectiveRole } from "@/lib/target/effective-role";
import { noTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { forEachTable } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Way } from "../finding";
import { count, example } from "@/lib/text/words";
import { consumersText } from "./consumers";
import { identitiesOf } from "./identities";

const setFull = (says: string, tables: readonly Relation[], snapshot: ReachedSnapshot): Way => ({
  says: `${[consumersText(snapshot, tables), says].filter((text) => text !== "").join(" ")} Each statement takes an ACCESS EXCLUSIVE lock for a moment and rewrites nothing; behind an open transaction it waits, and then every other statement on the table waits behind it, so a short lock_timeout and another try are better.`,
  sql: [
    "SET lock_timeout = '2s';",
    forEachTable(
      tables,
      (table) => `ALTER TABLE ${table} REPLICA IDENTITY FULL`,
      "c.relkind IN ('r', 'p') AND c.relreplident <> 'f'",
    ),
  ].join("\n"),
});

function unpublish({ publication }: ReachedSnapshot, strangers: readonly Relation[]): Way[] {
  if (publication === null || strangers.length === 0) return [];
  return [
    {
      says: "Or take what the target does not need out of the publication.",
      sql: forEachTable(
        strangers,
        (table) => `ALTER PUBLICATION ${quoteIdentifier(publication.name)} DROP TABLE ${table}`,
        `c.oid IN (${strangers.map(({ oid }) => oid).join(", ")})`,
      ),
    },
  ];
}

/** Why Electric does not set it by itself, as the end of a sentence; empty where partitions alone are concerned. */
function because(snapshot: ReachedSnapshot, target: Target): string {
  const { publication } = snapshot;
  if (target.strategy === "manual") return " and in manual mode Electric does not set it";
  return publication !== null && publication.owner !== effectiveRole(snapshot, target)
    ? ` and Electric does not set it while the publication belongs to ${displayName(publication.owner)}`
    : " and Electric sets it only on the table that a shape names, not on its partitions";
}

export const tablesReplicaIdentity = defineCheck({
  id: "tables.replica_identity",
  title: "Tables have REPLICA IDENTITY FULL",
  why: "Electric needs the whole old row of each UPDATE. One UPDATE on a published table without it makes Electric drop its slot and throw away every shape, each time again. Partitions have an identity of their own, and every new one starts without FULL.",
  source:
    "Electric 1.7.12, postgres/replication_client/message_converter.ex 136-148; observed on PostgreSQL 17 and 18",
  worst: "fail",
  act: { says: "Set REPLICA IDENTITY FULL" },
  urgency: 380,
  foretells: ["set identity", "own tables"],
  judge(snapshot, target) {
    const { broken, waiting, leaving, strangers, seen } = identitiesOf(snapshot, target);
    if (seen === 0) return notApplicable(noTables(target));
    const needed = "REPLICA IDENTITY FULL on every published table and on every partition below one";
    const objects = [...broken, ...waiting, ...leaving].map(displayRelation);
    const names = (tables: readonly Relation[]): string => example(tables.map(displayRelation), "table");
    if (objects.length === 0)
      return pass(`${count(seen, "table has", "tables have")} REPLICA IDENTITY FULL.`);
    const now = setFull("Set it now.", [...broken, ...waiting], snapshot);
    if (broken.length > 0)
      return fail({
        found: `${names(broken)} ${broken.length === 1 ? "is" : "are"} not FULL,${because(snapshot, target)}`,
        needed,
        objects,
        ways: [
          now,
          ...unpublish(snapshot, strangers),
          ...(broken.some(({ isPartition }) => isPartition)
            ? [{ says: "For partitions to come, add the same statement to whatever makes them." }]
            : []),
        ],
      });
    if (waiting.length > 0)
      return warn({
        found: `${names(waiting)} ${waiting.length === 1 ? "is" : "are"} not FULL yet; Electric sets it at the first shape and gives up after 5 s behind a long transaction`,
        needed,
        objects,
        ways: [
          setFull("Set it now, at a moment of your choice.", waiting, snapshot),
          { says: "Or leave it to Electric, and keep long transactions away from these tables." },
          ...unpublish(snapshot, strangers),
        ],
      });
    return warn({
      found: `${names(leaving)} is published without FULL and not of the target; until Electric takes it out, one UPDATE on it resets every shape`,
      needed,
      objects,
      ways: [...unpublish(snapshot, strangers), setFull("Or set it.", leaving, snapshot)],
    });
  },
});
