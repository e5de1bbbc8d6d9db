import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { dayAfter } from "@/lib/report/ignored";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, NotFound } from "../errors";
import { addDatabase } from "../databases/create";
import { removeDatabase } from "../databases/remove";
import { db } from "../store/db";
import { ignoredFindings, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { latestVisit } from "../visits/read";
import { recordVisit } from "../visits/record";
import { databaseRows } from "../visits/rows";
import { ignoreFinding } from "./ignore";
import { listIgnored } from "./list";
import { takeBackIgnore } from "./take-back";

const admin: Context = { actor: { kind: "user", id: "a", role: "admin" } };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };
const CHECK = "publication.operations";
const until = dayAfter(new Date(), 30);
const said = { reason: "TRUNCATE is never used here", until };

let store: TestStore;
let database: Database;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "ada@example.com", role: "admin" },
      { id: "m", name: "Mary", email: "mary@example.com", role: "member" },
    ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  database = await addDatabase(system, aDatabaseInput);
  await visitWithoutTruncate();
});

const rowOf = async () =>
  (await databaseRows(member)).find(({ database: { id } }) => id === database.id)?.latest;
async function visitWithoutTruncate() {
  const snapshot = snapshotWith(({ publication }) => {
    if (publication) publication.publishes.truncate = false;
  });
  await recordVisit(system, database, snapshot, judgeAll(checks, snapshot, database.target));
}
const runOut = () =>
  db()
    .update(ignoredFindings)
    .set({ until: "2026-01-01" })
    .where(eq(ignoredFindings.databaseId, database.id));

test("an ignore is kept with its reason, its day and who said it; a second one replaces it", async () => {
  await ignoreFinding(admin, database.id, CHECK, { ...said, reason: `  ${said.reason}  ` });
  const [kept] = await listIgnored(member, database.id);
  expect(kept).toEqual({ checkId: CHECK, ...said, was: "fail", by: "Ada", at: expect.any(String) });
  await ignoreFinding(system, database.id, CHECK, { reason: "for good", until: null });
  expect(await listIgnored(member, database.id)).toMatchObject([
    { reason: "for good", until: null, by: "Headroom" },
  ]);
});

test("it leaves the counts and the next action of the overview, and the verdict stays", async () => {
  await visitWithoutTruncate();
  expect(await rowOf()).toMatchObject({
    brief: { counts: { fail: 1 }, next: { id: CHECK } },
    ignored: null,
  });
  await ignoreFinding(admin, database.id, CHECK, said);
  const row = await rowOf();
  expect(row).toMatchObject({
    verdict: "not ready",
    brief: { counts: { fail: 0 } },
    ignored: "1 failing check is ignored",
  });
  expect(row?.brief.next?.id).not.toBe(CHECK);
  expect(await latestVisit(member, database.id)).toMatchObject({ verdict: "not ready" });
});

test("a check that is ignored is judged not ready all the same at the next visit", async () => {
  await ignoreFinding(admin, database.id, CHECK, said);
  await visitWithoutTruncate();
  expect(await latestVisit(member, database.id)).toMatchObject({
    verdict: "not ready",
    brief: { counts: { fail: 1 } },
  });
});

test("one that ran out, and one that was taken back, count again", async () => {
  await visitWithoutTruncate();
  await ignoreFinding(admin, database.id, CHECK, said);
  await runOut();
  expect(await listIgnored(member, database.id)).toEqual([]);
  expect(await rowOf()).toMatchObject({ brief: { next: { id: CHECK } }, ignored: null });

  await ignoreFinding(admin, database.id, CHECK, said);
  await takeBackIgnore(admin, database.id, CHECK);
  expect(await rowOf()).toMatchObject({ brief: { next: { id: CHECK } }, ignored: null });
  await expect(takeBackIgnore(admin, database.id, CHECK)).resolves.toBeUndefined();
});

test("it concerns one database only, and goes with it", async () => {
  const other = await addDatabase(system, aDatabaseInput);
  await ignoreFinding(admin, database.id, CHECK, said);
  expect(await listIgnored(member, other.id)).toEqual([]);
  await removeDatabase(admin, database.id);
  const left = await db().select().from(ignoredFindings).where(eq(ignoredFindings.databaseId, database.id));
  expect(left).toEqual([]);
});

test("the name of who ignored it stays when the account goes", async () => {
  await db().insert(user).values({ id: "b", name: "Grace", email: "grace@example.com", role: "admin" });
  const grace: Context = { actor: { kind: "user", id: "b", role: "admin" } };
  await ignoreFinding(grace, database.id, CHECK, said);
  await db().delete(user).where(eq(user.id, "b"));
  expect(await listIgnored(member, database.id)).toMatchObject([{ by: "Grace" }]);
});

test("a member ignores nothing and takes nothing back", async () => {
  await ignoreFinding(admin, database.id, CHECK, said);
  await expect(ignoreFinding(member, database.id, "role.exists", said)).rejects.toThrow(NotAllowed);
  await expect(takeBackIgnore(member, database.id, CHECK)).rejects.toThrow(NotAllowed);
  expect(await listIgnored(member, database.id)).toMatchObject([{ checkId: CHECK }]);
});

test("no check, no database, no reason and a day that is over are refused, each by its field", async () => {
  const gone = "00000000-0000-4000-8000-000000000000";
  await expect(ignoreFinding(admin, database.id, "no.check", said)).rejects.toThrow(BadInput);
  await expect(ignoreFinding(admin, gone, CHECK, said)).rejects.toThrow(NotFound);
  await expect(takeBackIgnore(admin, gone, CHECK)).rejects.toThrow(NotFound);
  await expect(
    ignoreFinding(admin, database.id, CHECK, { reason: " ", until: "2026-01-01" }),
  ).rejects.toMatchObject({ fields: { reason: expect.any(String), until: expect.any(String) } });
  expect(await listIgnored(member, database.id)).toEqual([]);
});

test("nothing can be ignored before somebody looked", async () => {
  const fresh = await addDatabase(system, aDatabaseInput);
  await expect(ignoreFinding(admin, fresh.id, CHECK, said)).rejects.toThrow(/has not looked/);
});
