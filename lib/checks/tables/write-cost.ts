import { displayRelation, quoteLiteral } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { noTables, targetTables } from "@/lib/target/mode";
import { leavesIn } from "@/lib/target/relations";
import { defineCheck } from "../define";
import { notApplicable, pass, warn } from "../finding";
import { bytes, count, example } from "../words";

/** Eight rows or fewer to a page of 8 kB. Below it the old row adds little to the new one, which the log holds anyway. */
const WIDE_ROW_BYTES = 1024;

/** Fewer changes than this since the statistics began weigh nothing, however wide the rows: some 10 MB of log. */
const FEW_CHANGES = 10_000;

/** Each row rewritten ten times over: a table of states or counters rather than one that grows. */
const CHANGES_PER_ROW = 10;

/** As much log as Postgres lets gather between two checkpoints by default (max_wal_size, 1 GB). */
const MUCH_LOG_BYTES = 1024 ** 3;

type Cost = { relation: Relation; rowBytes: number; changes: number; logBytes: number; rows: number };

/**
 * Adds up a table over its leaves, which hold the rows of a partitioned one; null where statistics do not tell. Pages
 * hold what is stored beside the table (TOAST) as a pointer only, so the true cost of wide values is higher.
 */
function costOf(relation: Relation, leaves: readonly Relation[]): Cost | null {
  const known = leaves.filter(({ rows }) => rows !== null && rows > 0);
  const rows = known.reduce((sum, leaf) => sum + (leaf.rows ?? 0), 0);
  if (rows === 0) return null;
  const rowBytes = known.reduce((sum, leaf) => sum + leaf.bytes, 0) / rows;
  const changes = leaves.reduce((sum, leaf) => sum + leaf.updates + leaf.deletes, 0);
  return { relation, rowBytes, changes, rows, logBytes: rowBytes * changes };
}

const isHeavy = ({ rowBytes, changes, rows, logBytes }: Cost): boolean =>
  rowBytes >= WIDE_ROW_BYTES &&
  changes >= FEW_CHANGES &&
  (changes >= CHANGES_PER_ROW * rows || logBytes >= MUCH_LOG_BYTES);

const widthsOf = ({ schema, name }: Relation): string =>
  `SELECT attname, avg_width, null_frac FROM pg_stats WHERE schemaname = ${quoteLiteral(schema)} AND tablename = ${quoteLiteral(name)} ORDER BY avg_width DESC;`;

export const tablesWriteCost = defineCheck({
  id: "tables.write_cost",
  title: "REPLICA IDENTITY FULL costs little on these tables",
  why: "With FULL each UPDATE and DELETE writes the whole old row to the log, and Electric reads it from there. On wide rows that change often this can multiply the log, and with it what a slot keeps while Electric is away.",
  source: "PostgreSQL docs, ALTER TABLE: REPLICA IDENTITY; 27.2 The Cumulative Statistics System",
  worst: "warn",
  judge(snapshot, target) {
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const leaves = leavesIn(snapshot);
    const costs = tables.flatMap((table) => costOf(table, leaves(table)) ?? []);
    const heavy = costs.filter(isHeavy).sort((a, b) => b.logBytes - a.logBytes);
    const [first] = heavy;
    const unknown = tables.length - costs.length;
    const silent =
      unknown === 0 ? "" : ` ${count(unknown, "table has", "tables have")} no statistics or no rows yet.`;
    if (first === undefined)
      return pass(
        `No table is both wide (rows of ${bytes(WIDE_ROW_BYTES)} and more) and much updated.${silent}`,
      );
    const objects = heavy.map(({ relation }) => displayRelation(relation));
    return warn({
      found: `${example(objects, "table")} is wide and much updated: rows of ${bytes(first.rowBytes)}, ${count(first.changes, "UPDATE or DELETE", "UPDATEs and DELETEs")} since statistics began on ${count(Math.round(first.rows), "row")}, so FULL means ${bytes(first.logBytes)} of old rows in the log`,
      needed: `rows under ${bytes(WIDE_ROW_BYTES)}, or fewer than ${CHANGES_PER_ROW} changes for each row`,
      objects,
      ways: [
        {
          says: "Move wide columns that rarely change into a table of their own; the query shows which columns are wide.",
          sql: widthsOf(first.relation),
        },
        {
          says: "Or leave the table out of the target, where clients do not need every change of it at once.",
        },
        { says: "Or accept it, and size max_slot_wal_keep_size and the disk for the log that it writes." },
      ],
    });
  },
});
