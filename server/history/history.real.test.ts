import { eq, lt } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { aPoint } from "@/lib/history/fixture";
import { historySchema, type Point, type Range } from "@/lib/history/schema";
import { system, type Context } from "../context";
import { BadInput, NotFound } from "../errors";
import { addDatabase } from "../databases/create";
import { removeDatabase } from "../databases/remove";
import { db } from "../store/db";
import { marks, sampleHours, sampleMinutes, samples, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { keepPoints } from "./keep";
import { addMark } from "./mark";
import { othersPeak } from "./others-peak";
import { prune } from "./prune";
import { readHistory } from "./read";
import { rollUp } from "./roll-up";

const member: Context = { actor: { kind: "user", id: "m", role: "member" } };
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The moment at which the tests take place. */
const NOW = new Date("2026-11-23T03:20:30.000Z");
const ago = (ms: number) => new Date(NOW.getTime() - ms);

let store: TestStore;
let database: Database;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "m", name: "Mary", email: "mary@example.com", role: "member" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  for (const table of [samples, sampleMinutes, sampleHours, marks]) await db().delete(table);
  database = await addDatabase(system, aDatabaseInput);
});

/** Keeps samples from one age to another, the older first, at a pace. */
async function sampled(
  fromAgo: number,
  toAgo: number,
  everyMs: number,
  change: (at: Date) => Partial<Point> = () => ({}),
  databaseId = database.id,
) {
  const count = Math.ceil((fromAgo - toAgo) / everyMs);
  await keepPoints(
    Array.from({ length: count }, (_, i) => {
      const at = ago(fromAgo - i * everyMs);
      return { databaseId, at, everyMs, point: { ...aPoint, ...change(at) } };
    }),
  );
}
const minutes = () =>
  db()
    .select()
    .from(sampleMinutes)
    .where(eq(sampleMinutes.databaseId, database.id))
    .orderBy(sampleMinutes.at);
const hours = () =>
  db().select().from(sampleHours).where(eq(sampleHours.databaseId, database.id)).orderBy(sampleHours.at);
const read = async (range: Range) => historySchema.parse(await readHistory(member, database.id, range, NOW));

describe("samples", () => {
  test("are kept once each, whoever keeps them twice, and those of a deleted database are left out", async () => {
    const gone = await addDatabase(system, aDatabaseInput);
    await removeDatabase(system, gone.id);
    const point = { databaseId: database.id, at: ago(SECOND), everyMs: 1000, point: aPoint };
    await keepPoints([point, { ...point, databaseId: gone.id }]);
    await keepPoints([{ ...point, everyMs: 60_000 }]);
    await keepPoints([]);
    expect(await db().select().from(samples)).toEqual([point]);
  });
});

describe("the roll-up", () => {
  test("makes minutes of samples that are over, with averages and peaks", async () => {
    // 03:18:30 to 03:20:20; the minute of 03:20 still goes on.
    await sampled(2 * MINUTE, 10 * SECOND, 1000, (at) => ({
      othersTotal: at.getUTCSeconds() === 40 ? 16 : 6,
    }));
    await rollUp(NOW);
    const made = await minutes();
    expect(made.map(({ at, count, everyMs }) => [at.toISOString(), count, everyMs])).toEqual([
      ["2026-11-23T03:18:00.000Z", 30, 1000],
      ["2026-11-23T03:19:00.000Z", 60, 1000],
    ]);
    expect(made[1]?.peak.othersTotal).toBe(16);
    expect(made[1]?.average.othersTotal).toBeCloseTo(6 + 10 / 60, 6);
  });

  test("twice is once, and goes on where it stopped", async () => {
    await sampled(30 * MINUTE, 0, 10_000);
    await rollUp(ago(10 * MINUTE));
    const before = await minutes();
    await rollUp(ago(10 * MINUTE));
    expect(await minutes()).toEqual(before);
    await rollUp(NOW);
    const after = await minutes();
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBe(before.length + 10);
  });

  test("waits for samples that may be on their way", async () => {
    await sampled(2 * MINUTE, 0, 1000);
    await rollUp(new Date("2026-11-23T03:20:14.000Z"));
    expect((await minutes()).at(-1)?.at.toISOString()).toBe("2026-11-23T03:18:00.000Z");
  });

  test("makes hours of minutes, of each database by itself", async () => {
    const other = await addDatabase(system, aDatabaseInput);
    await sampled(150 * MINUTE, 0, MINUTE);
    await sampled(150 * MINUTE, 0, MINUTE, () => ({ othersTotal: 9 }), other.id);
    await rollUp(NOW);
    const made = await hours();
    expect(made.map(({ at, count }) => [at.toISOString(), count])).toEqual([
      ["2026-11-23T00:00:00.000Z", 10],
      ["2026-11-23T01:00:00.000Z", 60],
      ["2026-11-23T02:00:00.000Z", 60],
    ]);
    expect(made.map(({ average, peak }) => [average.othersTotal, peak.othersTotal])).toEqual(
      Array.from({ length: 3 }, () => [6, 6]),
    );
    expect(made[1]?.average.others).toEqual({ web: 6 });
  });

  test("takes in more than a batch, and no minute is made of a part of it", async () => {
    await sampled(7 * HOUR, 0, 1000);
    await rollUp(NOW);
    const made = await minutes();
    expect(made.length).toBe(421 - 1);
    expect(new Set(made.slice(1).map(({ count }) => count))).toEqual(new Set([60]));
  });
});

describe("pruning", () => {
  test("leaves an hour of samples, a week of minutes, a year of hours and marks", async () => {
    await sampled(9 * DAY, 8 * DAY, MINUTE);
    await rollUp(NOW);
    await sampled(2 * HOUR, 0, 30_000);
    await rollUp(NOW);
    await addMark(database.id, "pool", "Pool size 20 → 8", ago(366 * DAY));
    await addMark(database.id, "pool", "Pool size 8 → 20", ago(364 * DAY));
    await prune(NOW);
    const left = await db().select({ at: samples.at }).from(samples).orderBy(samples.at);
    expect(left[0]?.at.toISOString()).toBe("2026-11-23T02:20:00.000Z");
    expect((await minutes())[0]?.at.toISOString()).toBe("2026-11-23T01:20:00.000Z");
    expect((await hours())[0]?.at.toISOString()).toBe("2026-11-14T03:00:00.000Z");
    expect(await db().select({ text: marks.text }).from(marks)).toEqual([{ text: "Pool size 8 → 20" }]);
    await prune(ago(-400 * DAY));
    expect(await hours()).toEqual([]);
  });

  test("keeps what no roll-up has taken in, however old it is", async () => {
    await sampled(3 * HOUR, 2 * HOUR, MINUTE);
    await prune(NOW);
    expect(await db().$count(samples)).toBe(60);
    await rollUp(NOW);
    await prune(NOW);
    expect(await db().$count(samples)).toBe(0);
    expect((await hours()).reduce((sum, { count }) => sum + count, 0)).toBe(60);
  });
});

describe("the others' peak", () => {
  test("is the most of seven days, also of samples that no minute has yet, with the latest time", async () => {
    expect(await othersPeak(database.id, NOW)).toBeNull();
    const at = (time: string, othersTotal: number) =>
      keepPoints([{ databaseId: database.id, at: time, everyMs: 60_000, point: { ...aPoint, othersTotal } }]);
    await at("2026-11-15T14:02:31Z", 40);
    await at("2026-11-20T14:02:31Z", 30);
    await at("2026-11-21T14:02:31Z", 30);
    await rollUp(NOW);
    await prune(NOW);
    await sampled(MINUTE, 0, 1000);
    expect(await othersPeak(database.id, NOW)).toEqual({ count: 30, at: "2026-11-21T14:02:00.000Z" });
    await at(ago(500).toISOString(), 31);
    expect(await othersPeak(database.id, NOW)).toEqual({ count: 31, at: ago(500).toISOString() });
  });
});

describe("a history", () => {
  test("of an hour is of samples; marks lie in it, a pause says why", async () => {
    await sampled(HOUR, 30 * MINUTE, 1000);
    await sampled(20 * MINUTE, 0, 1000, () => ({ othersTotal: 9 }));
    await addMark(database.id, "unreachable", "The database could not be reached.", ago(29.9 * MINUTE));
    await addMark(database.id, "back", "Back", ago(20 * MINUTE));
    await addMark(database.id, "check", "Checked: ready", ago(2 * HOUR));
    const history = await read("hour");
    expect(history.points.length).toBeGreaterThan(295);
    expect(history.points.length).toBeLessThan(310);
    expect(history.pauses).toEqual([
      {
        from: ago(30 * MINUTE).toISOString(),
        to: ago(20 * MINUTE).toISOString(),
        reason: "The database could not be reached.",
      },
    ]);
    expect(history.marks.map(({ kind }) => kind)).toEqual(["unreachable", "back"]);
    expect(history.othersPeak?.count).toBe(9);
  });

  test("of a day and of a week is of minutes, and of samples after the last of them", async () => {
    const working = (at: Date) => {
      const held = at.getUTCHours() >= 8 && at.getUTCHours() < 18 ? 12 : 3;
      return { othersTotal: held, others: { web: held } };
    };
    await sampled(7 * DAY, 4 * MINUTE, MINUTE, working);
    await rollUp(NOW);
    await sampled(4 * MINUTE, 0, 1000, () => ({ othersTotal: 14 }));
    const day = await read("day");
    const week = await read("week");
    expect([day.points.length, week.points.length]).toEqual([361, 337]);
    expect([day.pauses, week.pauses]).toEqual([[], []]);
    expect(day.points.at(-1)?.peak.othersTotal).toBe(14);
    const noon = week.points.find(({ at }) => at === "2026-11-20T12:00:00.000Z");
    expect(noon).toMatchObject({
      spanMs: 30 * MINUTE,
      average: { othersTotal: 12 },
      peak: { others: { web: 12 } },
    });
    expect(week.othersPeak?.count).toBe(14);
  });

  test("of a year is of hours, and of minutes and samples after the last of them; what is not kept is a pause", async () => {
    await sampled(3 * DAY, 4 * MINUTE, MINUTE, () => ({ othersTotal: 5 }));
    await rollUp(NOW);
    // As the pruning leaves a year: hours alone where the minutes are gone.
    await db()
      .delete(sampleMinutes)
      .where(lt(sampleMinutes.at, ago(DAY)));
    await sampled(4 * MINUTE, 0, 1000, () => ({ othersTotal: 14 }));
    const year = await read("year");
    expect(year.points).toHaveLength(4);
    expect(year.points[0]).toMatchObject({ at: "2026-11-20T03:00:00.000Z", average: { othersTotal: 5 } });
    expect(year.points.at(-1)?.peak.othersTotal).toBe(14);
    expect(year.pauses).toMatchObject([
      { from: ago(365 * DAY).toISOString(), to: "2026-11-20T03:00:00.000Z" },
    ]);
  });

  test("that nobody kept is one pause, and of a state that began before it has that reason", async () => {
    expect(await read("week")).toMatchObject({
      points: [],
      pauses: [{ reason: "Nothing is kept from this time." }],
      othersPeak: null,
    });
    await addMark(database.id, "off", "Watching was switched off", ago(2 * DAY));
    expect((await read("hour")).pauses).toMatchObject([
      { reason: "Watching was switched off for this database." },
    ]);
  });

  test("of no range, no id and no database is refused", async () => {
    await expect(readHistory(member, database.id, "decade")).rejects.toThrow(BadInput);
    await expect(readHistory(member, "1; DROP", "hour")).rejects.toThrow(NotFound);
    await expect(readHistory(member, "00000000-0000-4000-8000-000000000000", "hour")).rejects.toThrow(
      NotFound,
    );
  });
});

test("a mark for a database that was deleted is no error", async () => {
  await removeDatabase(system, database.id);
  await addMark(database.id, "restart", "The server was restarted");
  expect(await db().$count(marks)).toBe(0);
});
