import "server-only";
import { and, asc, between, desc, eq, inArray, lt } from "drizzle-orm";
import { z } from "zod";
import { chartOf, RANGE_MS } from "@/lib/history/chart";
import { pausesOf, type Row } from "@/lib/history/pauses";
import { ofOne } from "@/lib/history/roll-up";
import { RANGES, type History, type Mark, type Range } from "@/lib/history/schema";
import { parse, type Context } from "../context";
import { readDatabase } from "../databases/read";
import { db } from "../store/db";
import { marks, sampleHours, sampleMinutes, samples } from "../store/schema";
import { othersPeak } from "./others-peak";
import { readOnlyVerb } from "../audit/verb";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function sampleRows(databaseId: string, from: Date, to: Date): Promise<Row[]> {
  const rows = await db()
    .select({ at: samples.at, everyMs: samples.everyMs, point: samples.point })
    .from(samples)
    .where(and(eq(samples.databaseId, databaseId), between(samples.at, from, to)))
    .orderBy(asc(samples.at));
  return rows.map(({ at, everyMs, point }) => ({ at: at.getTime(), spanMs: 0, ...ofOne(point, everyMs) }));
}

/** Rows of a table of roll-ups, each of so many ms. */
async function rolledRows(
  table: typeof sampleMinutes | typeof sampleHours,
  spanMs: number,
  databaseId: string,
  from: Date,
  to: Date,
): Promise<Row[]> {
  const rows = await db()
    .select({
      at: table.at,
      everyMs: table.everyMs,
      count: table.count,
      average: table.average,
      peak: table.peak,
    })
    .from(table)
    .where(and(eq(table.databaseId, databaseId), between(table.at, from, to)))
    .orderBy(asc(table.at));
  return rows.map(({ at, ...row }): Row => ({ ...row, at: at.getTime(), spanMs }));
}

/** Returns when the rows end: from there on the finer ones count, of which none was rolled up yet. */
const since = (rows: readonly Row[], from: Date): Date => {
  const last = rows.at(-1);
  return last === undefined ? from : new Date(last.at + last.spanMs);
};

/** The minutes, and after them the samples of which none was made yet. */
async function minuteRows(databaseId: string, from: Date, to: Date): Promise<Row[]> {
  const made = await rolledRows(sampleMinutes, MINUTE, databaseId, from, to);
  return [...made, ...(await sampleRows(databaseId, since(made, from), to))];
}

/** The hours, and after them the minutes and samples of which none was made yet. */
async function hourRows(databaseId: string, from: Date, to: Date): Promise<Row[]> {
  const made = await rolledRows(sampleHours, HOUR, databaseId, from, to);
  return [...made, ...(await minuteRows(databaseId, since(made, from), to))];
}

const rowsOf: Record<Range, typeof sampleRows> = {
  hour: sampleRows,
  day: minuteRows,
  week: minuteRows,
  year: hourRows,
};

const markColumns = { at: marks.at, kind: marks.kind, text: marks.text };
const told = ({ at, ...mark }: { at: Date; kind: Mark["kind"]; text: string }): Mark => ({
  ...mark,
  at: at.toISOString(),
});

async function marksIn(databaseId: string, from: Date, to: Date): Promise<Mark[]> {
  const rows = await db()
    .select(markColumns)
    .from(marks)
    .where(and(eq(marks.databaseId, databaseId), between(marks.at, from, to)))
    .orderBy(asc(marks.at), asc(marks.id));
  return rows.map(told);
}

/** The state in which the window begins: what ended it, or what still goes on. */
async function stateBefore(databaseId: string, from: Date): Promise<Mark[]> {
  const rows = await db()
    .select(markColumns)
    .from(marks)
    .where(
      and(
        eq(marks.databaseId, databaseId),
        lt(marks.at, from),
        inArray(marks.kind, ["full", "unreachable", "off", "back", "on"]),
      ),
    )
    .orderBy(desc(marks.at), desc(marks.id))
    .limit(1);
  return rows.map(told);
}

async function historyOf(
  ctx: Context,
  id: unknown,
  range: unknown,
  now: Date = new Date(),
): Promise<History> {
  const asked = parse(z.enum(RANGES, "The range is hour, day, week or year."), range);
  const { id: databaseId, sampling } = await readDatabase(ctx, id);
  const from = new Date(now.getTime() - RANGE_MS[asked].length);
  const rows = await rowsOf[asked](databaseId, from, now);
  const happened = await marksIn(databaseId, from, now);
  const window = { from: from.getTime(), to: now.getTime(), idleMs: sampling.idleMs };
  const pauses = pausesOf(rows, [...(await stateBefore(databaseId, from)), ...happened], window);
  return {
    range: asked,
    from: from.toISOString(),
    to: now.toISOString(),
    points: chartOf(rows, pauses, asked, window),
    pauses,
    marks: happened,
    othersPeak: await othersPeak(databaseId, now),
  };
}

/**
 * Returns what is kept of a database over the last hour, day, week or year: points, pauses and marks, and the others' peak of
 * the week. @throws NotFound, BadInput for what is no range
 */
export const readHistory = readOnlyVerb("member", historyOf);
