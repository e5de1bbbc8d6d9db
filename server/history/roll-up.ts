import "server-only";
import { sql, type SQL } from "drizzle-orm";
import { ofOne, rollUpOf, type RolledUp } from "@/lib/history/roll-up";
import type { Point } from "@/lib/history/schema";
import { db } from "../store/db";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Samples are written some at a time: a minute is rolled up when its last ones have surely come. */
const GRACE_MS = 15_000;
/** Rows that are read at once: some megabytes. */
const BATCH = 20_000;

/** A row that is to be rolled up; `at` in ms since 1970. */
type Part = RolledUp & { databaseId: string; at: number };

/** One step of the ladder: what is read, into which table it goes, and how wide its rows are, ms. */
type Step = { read: (until: Date) => Promise<Part[]>; into: SQL; width: number };

/** Rows that are complete and newer than the last that was made of them for their database, by database and time. */
const pending = (
  columns: SQL,
  { from, into, width }: { from: SQL; into: SQL; width: number },
  until: Date,
) => sql`
  SELECT due.profile_id AS "databaseId", (extract(epoch FROM due.at) * 1000)::float8 AS at,
    due.every_ms AS "everyMs", ${columns}
  FROM profiles
  CROSS JOIN LATERAL (
    SELECT coalesce(max(at) + ${`${width} ms`}::interval, '-infinity') AS since
    FROM ${into} WHERE profile_id = profiles.id
  ) AS made
  JOIN LATERAL (
    SELECT * FROM ${from}
    WHERE profile_id = profiles.id AND at >= made.since AND at < ${until.toISOString()}::timestamptz
  ) AS due ON true
  ORDER BY due.profile_id, due.at
  LIMIT ${BATCH}`;

const samples = sql`samples`;
const minutes = sql`sample_minutes`;
const hours = sql`sample_hours`;

async function readSamples(until: Date): Promise<Part[]> {
  const { rows } = await db().execute<{ databaseId: string; at: number; everyMs: number; point: Point }>(
    pending(sql`due.point`, { from: samples, into: minutes, width: MINUTE }, until),
  );
  return rows.map(({ databaseId, at, everyMs, point }) => ({ databaseId, at, ...ofOne(point, everyMs) }));
}

async function readMinutes(until: Date): Promise<Part[]> {
  const { rows } = await db().execute<Part>(
    pending(sql`due.count, due.average, due.peak`, { from: minutes, into: hours, width: HOUR }, until),
  );
  return rows;
}

/** Returns neighbours of one database and one bucket together. */
function bucketsOf(parts: readonly Part[], width: number): Part[][] {
  const startOf = ({ databaseId, at }: Part) => `${databaseId} ${Math.floor(at / width)}`;
  const buckets: Part[][] = [];
  for (const part of parts) {
    const open = buckets.at(-1);
    const [first] = open ?? [];
    if (open && first && startOf(first) === startOf(part)) open.push(part);
    else buckets.push([part]);
  }
  return buckets;
}

async function write(buckets: readonly Part[][], into: SQL, width: number): Promise<void> {
  const rows = buckets.flatMap((parts) => {
    const [first] = parts;
    if (first === undefined) return [];
    const at = new Date(Math.floor(first.at / width) * width).toISOString();
    const { everyMs, ...rest } = rollUpOf(parts);
    return [{ profile_id: first.databaseId, at, every_ms: everyMs, ...rest }];
  });
  if (rows.length === 0) return;
  await db().execute(sql`
    INSERT INTO ${into} (profile_id, at, count, every_ms, average, peak)
    SELECT profiles.id, made.at, made.count, made.every_ms, made.average, made.peak
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS made
      (profile_id uuid, at timestamptz, count integer, every_ms integer, average jsonb, peak jsonb)
    JOIN profiles ON profiles.id = made.profile_id
    FOR KEY SHARE OF profiles
    ON CONFLICT (profile_id, at) DO UPDATE SET
      count = excluded.count, every_ms = excluded.every_ms,
      average = excluded.average, peak = excluded.peak`);
}

/** Takes one step for all databases, a batch at a time; a bucket that the end of a batch cuts waits for the next one. */
async function take({ read, into, width }: Step, until: Date): Promise<void> {
  for (;;) {
    const parts = await read(until);
    const full = parts.length === BATCH;
    const buckets = bucketsOf(parts, width);
    await write(full && buckets.length > 1 ? buckets.slice(0, -1) : buckets, into, width);
    if (!full) return;
  }
}

const floor = (at: number, width: number): Date => new Date(Math.floor(at / width) * width);

/**
 * Makes minutes of samples and hours of minutes, of all databases, as far as they are over; twice is once. Two statements
 * each, and more only where more than 20,000 rows wait. It wants to run once a minute.
 */
export async function rollUp(now: Date = new Date()): Promise<void> {
  const surely = now.getTime() - GRACE_MS;
  await take({ read: readSamples, into: minutes, width: MINUTE }, floor(surely, MINUTE));
  await take({ read: readMinutes, into: hours, width: HOUR }, floor(surely, HOUR));
}
