import { displayRelation, quoteLiteral } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { noTables, targetTables } from "@/lib/target/mode";
import { leavesIn } from "@/lib/target/relations";
import { defineCheck } from "../define";
import { notApplicable, pass, warn } from "../finding";
import { bytes, count, example } from "@/lib/text/words";

/** Eight rows or fewer to a page of 8 kB. Below it the old row adds little to the new one, which the log holds anyway. */
const WIDE_ROW_BYTES = 1024;

/** Fewer changes than this since the statistics began weigh nothing, however wide the rows: some 10 MB of log. */
const FEW_CHANGES = 10_000;

/** Each row rewritten ten times over: a table of states or counters rather than one that grows. */
const CHANGES_PER_ROW = 10;

/** As much log as Postgres lets gather between two checkpoints by default (max_wal_size, 1 GB). */
const MUCH_LOG_BYTES = 1024 ** 3;

/** A page of the heap (block_size, 8 kB unless Postgres was built otherwise); no row is longer. */
const PAGE_BYTES = 8192;

type Cost = { relation: Relation; rowBytes: number; changes: number; logBytes: number; rows: number };

/**
 * Adds up a table over its leaves, which hold the rows of a partitioned one; null where statistics do not tell, or where
 * there is more than a page for each row, which only dead rows can explain. The last page of each leaf may be all but
 * empty and is left out, or a counter of one row would seem 8 kB wide. Pages hold what is stored beside the table
 * (TOAST) as a pointer only, so the true cost of wide values is higher.
 */
function costOf(relation: Relation, leaves: readonly Relation[]): Cost | null {
  const known = leaves.filter(({ rows }) => rows !== null && rows > 0);
  const rows = known.reduce((sum, leaf) => sum + (leaf.rows ?? 0), 0);
  if (rows === 0) return null;
  const rowBytes = known.reduce((sum, leaf) => sum + Math.max(0, leaf.bytes - PAGE_BYTES), 0) / rows;
  if (rowBytes > PAGE_BYTES) return null;
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
  act: { says: "Review the cost of REPLICA IDENTITY FULL", page: "tables" },
  whyNotFixed: "It is what FULL costs: leave the table out, or narrow it.",
  judge(snapshot, target) {
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const leaves = leavesIn(snapshot);
    const costs = tables.flatMap((table) => costOf(table, leaves(table)) ?? []);
    const heavy = costs.filter(isHeavy).sort((a, b) => b.logBytes - a.logBytes);
    const [first] = heavy;
    const untold = tables.length - costs.length;
    const silent =
      untold === 0
        ? ""
        : ` ${count(untold, "table has", "tables have")} no statistics, no rows, or mostly dead rows.`;
    if (first === undefined)
      return pass(
        `No table is both wide (rows of ${bytes(WIDE_ROW_BYTES)} and more) and much updated.${silent}`,
      );
    const objects = heavy.map(({ relation }) => displayRelation(relation));
    return warn({
      found: `${example(objects, "table")} ${objects.length === 1 ? "is" : "are"} wide and much updated: ${objects[0]} has rows of ${bytes(first.rowBytes)}, ${count(first.changes, "UPDATE or DELETE", "UPDATEs and DELETEs")} on ${count(Math.round(first.rows), "row")} since statistics began, so FULL means ${bytes(first.logBytes)} of old rows in the log`,
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
