import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { system } from "../context";
import { NotFound } from "../errors";
import { readHistory } from "../history/read";
import { addDatabase } from "../databases/create";
import { db } from "../store/db";
import { visits } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { checkHistory } from "./history";
import { latestVisit, readVisit, visitBefore } from "./read";
import { recordVisit } from "./record";
import { databaseRows } from "./rows";
import { thinOut } from "./thin";
import { verdictSince } from "./verdict-since";

const HOUR = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();

let store: TestStore;
let database: Database;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  database = await addDatabase(system, aDatabaseInput);
});

function visitAt(takenAt: string, change: (snapshot: ReachedSnapshot) => void = () => {}) {
  const snapshot = snapshotWith((copy) => {
    copy.takenAt = takenAt;
    change(copy);
  });
  return recordVisit(system, database, snapshot, judgeAll(checks, snapshot, database.target));
}
const withoutTruncate = ({ publication }: ReachedSnapshot) => {
  if (publication) publication.publishes.truncate = false;
};

test("a visit is kept whole, with its verdict and findings", async () => {
  const { id, verdict } = await visitAt(ago(1), withoutTruncate);
  expect(verdict).toBe("not ready");
  const visit = await readVisit(system, database.id, id);
  expect(visit).toMatchObject({ id, verdict, databaseId: database.id });
  expect(visit.snapshot).toMatchObject({ reached: true, publication: { publishes: { truncate: false } } });
  expect(visit.findings.find((finding) => finding.id === "publication.operations")?.status).toBe("fail");
});

test("a visit is marked on the charts with its verdict, and its budget has the peak that was known", async () => {
  const snapshot = snapshotWith((copy) => void (copy.takenAt = ago(1)));
  const known = { othersPeak: { count: 30, at: ago(50) } };
  const findings = judgeAll(checks, snapshot, database.target, known);
  await recordVisit(system, database, snapshot, findings, known);
  expect((await latestVisit(system, database.id))?.budget).toMatchObject({ othersTotal: 6, othersPeak: 30 });
  const { marks } = await readHistory(system, database.id, "day");
  expect(marks).toEqual([{ at: snapshot.takenAt, kind: "check", text: "Checked: ready" }]);
});

test("the latest visit and the one before it are told apart", async () => {
  expect(await latestVisit(system, database.id)).toBeNull();
  const first = await visitAt(ago(3));
  const second = await visitAt(ago(2), withoutTruncate);
  const latest = await latestVisit(system, database.id);
  expect(latest).toMatchObject({ id: second.id, brief: { next: { id: "publication.operations" } } });
  expect(await visitBefore(system, database.id, latest?.takenAt ?? "")).toMatchObject({ id: first.id });
});

test("the overview has each database with its latest visit in brief", async () => {
  await visitAt(ago(3), withoutTruncate);
  await visitAt(ago(2));
  const row = (await databaseRows(system)).find(({ database: { id } }) => id === database.id);
  expect(row?.latest).toMatchObject({ brief: { counts: { fail: 0 } }, budget: { maxConnections: 100 } });
});

test("a check's history says since when its status holds, since when it fails, and when it was last all right", async () => {
  const times = [ago(5), ago(4), ago(3), ago(2)];
  await visitAt(times[0] ?? "", withoutTruncate);
  await visitAt(times[1] ?? "");
  await visitAt(times[2] ?? "", withoutTruncate);
  await visitAt(times[3] ?? "", withoutTruncate);
  const history = await checkHistory(system, database.id);
  expect(history["publication.operations"]).toEqual({
    since: times[2],
    failingSince: times[2],
    lastOk: times[1],
  });
  expect(history["publication.owner"]).toEqual({
    since: times[0],
    failingSince: null,
    lastOk: times[3],
  });
});

test("a verdict is known since the first of the latest check runs that all had it", async () => {
  const times = [ago(5), ago(4), ago(3), ago(2)];
  await visitAt(times[0] ?? "", withoutTruncate);
  await visitAt(times[1] ?? "");
  await visitAt(times[2] ?? "", withoutTruncate);
  await visitAt(times[3] ?? "", withoutTruncate);
  expect(await verdictSince(system, database.id, "not ready")).toBe(times[2]);
  expect(await verdictSince(system, database.id, "ready")).toBeNull();
});

test("older visits are thinned out: all of two days, then one an hour, then one a day, and every change", async () => {
  const anchored = (hours: number) =>
    new Date(Math.floor((Date.now() - hours * HOUR) / HOUR) * HOUR).getTime();
  const minutes = (hoursAgo: number, minute: number) =>
    new Date(anchored(hoursAgo) + minute * 60_000).toISOString();
  const add = async (takenAt: string, change?: (snapshot: ReachedSnapshot) => void) =>
    (await visitAt(takenAt, change)).id;

  await add(minutes(24 * 500, 0));
  const hourOld = [await add(minutes(100, 5)), await add(minutes(100, 25)), await add(minutes(100, 45))];
  const changed = await add(minutes(99, 10), withoutTruncate);
  const back = await add(minutes(99, 20));
  const lastOfHour = await add(minutes(99, 30));
  const recent = [await add(minutes(20, 1)), await add(minutes(20, 2)), await add(minutes(20, 3))];

  await thinOut(database.id);
  const rows = await db().select({ id: visits.id, databaseId: visits.databaseId }).from(visits);
  const left = new Set(rows.filter(({ databaseId }) => databaseId === database.id).map(({ id }) => id));
  expect(left).toEqual(new Set([hourOld[2], changed, back, lastOfHour, ...recent]));
});

test("the latest visit stays, however old it is", async () => {
  const { id } = await visitAt(ago(24 * 800));
  await thinOut(database.id);
  expect(await latestVisit(system, database.id)).toMatchObject({ id });
});

test("a visit that does not exist is said not to exist", async () => {
  await expect(readVisit(system, database.id)).rejects.toThrow(NotFound);
});
