import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { dayAfter } from "@/lib/report/ignored";
import { aProfileInput } from "@/lib/databases/fixture";
import type { Profile } from "@/lib/databases/profile";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { system, type Context } from "../context";
import { BadInput, NotAllowed, NotFound } from "../errors";
import { createProfile } from "../databases/create";
import { removeProfile } from "../databases/remove";
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
let profile: Profile;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.stop();
});
beforeEach(async () => {
  profile = await createProfile(system, aProfileInput);
  await visitWithoutTruncate();
});

const rowOf = async () =>
  (await databaseRows(member)).find(({ profile: { id } }) => id === profile.id)?.latest;
async function visitWithoutTruncate() {
  const snapshot = snapshotWith(({ publication }) => {
    if (publication) publication.publishes.truncate = false;
  });
  await recordVisit(system, profile, snapshot, judgeAll(checks, snapshot, profile.target));
}
const runOut = () =>
  db().update(ignoredFindings).set({ until: "2026-01-01" }).where(eq(ignoredFindings.profileId, profile.id));

test("an ignore is kept with its reason, its day and who said it; a second one replaces it", async () => {
  await ignoreFinding(admin, profile.id, CHECK, { ...said, reason: `  ${said.reason}  ` });
  const [kept] = await listIgnored(member, profile.id);
  expect(kept).toEqual({ checkId: CHECK, ...said, was: "fail", by: "Ada", at: expect.any(String) });
  await ignoreFinding(system, profile.id, CHECK, { reason: "for good", until: null });
  expect(await listIgnored(member, profile.id)).toMatchObject([
    { reason: "for good", until: null, by: "Headroom" },
  ]);
});

test("it leaves the counts and the next action of the overview, and the verdict stays", async () => {
  await visitWithoutTruncate();
  expect(await rowOf()).toMatchObject({
    brief: { counts: { fail: 1 }, next: { id: CHECK } },
    ignored: null,
  });
  await ignoreFinding(admin, profile.id, CHECK, said);
  const row = await rowOf();
  expect(row).toMatchObject({
    verdict: "not ready",
    brief: { counts: { fail: 0 } },
    ignored: "1 failing check is ignored",
  });
  expect(row?.brief.next?.id).not.toBe(CHECK);
  expect(await latestVisit(member, profile.id)).toMatchObject({ verdict: "not ready" });
});

test("a check that is ignored is judged not ready all the same at the next visit", async () => {
  await ignoreFinding(admin, profile.id, CHECK, said);
  await visitWithoutTruncate();
  expect(await latestVisit(member, profile.id)).toMatchObject({
    verdict: "not ready",
    brief: { counts: { fail: 1 } },
  });
});

test("one that ran out, and one that was taken back, count again", async () => {
  await visitWithoutTruncate();
  await ignoreFinding(admin, profile.id, CHECK, said);
  await runOut();
  expect(await listIgnored(member, profile.id)).toEqual([]);
  expect(await rowOf()).toMatchObject({ brief: { next: { id: CHECK } }, ignored: null });

  await ignoreFinding(admin, profile.id, CHECK, said);
  await takeBackIgnore(admin, profile.id, CHECK);
  expect(await rowOf()).toMatchObject({ brief: { next: { id: CHECK } }, ignored: null });
  await expect(takeBackIgnore(admin, profile.id, CHECK)).resolves.toBeUndefined();
});

test("it concerns one database only, and goes with it", async () => {
  const other = await createProfile(system, aProfileInput);
  await ignoreFinding(admin, profile.id, CHECK, said);
  expect(await listIgnored(member, other.id)).toEqual([]);
  await removeProfile(admin, profile.id);
  const left = await db().select().from(ignoredFindings).where(eq(ignoredFindings.profileId, profile.id));
  expect(left).toEqual([]);
});

test("the name of who ignored it stays when the account goes", async () => {
  await db().insert(user).values({ id: "b", name: "Grace", email: "grace@example.com", role: "admin" });
  const grace: Context = { actor: { kind: "user", id: "b", role: "admin" } };
  await ignoreFinding(grace, profile.id, CHECK, said);
  await db().delete(user).where(eq(user.id, "b"));
  expect(await listIgnored(member, profile.id)).toMatchObject([{ by: "Grace" }]);
});

test("a member ignores nothing and takes nothing back", async () => {
  await ignoreFinding(admin, profile.id, CHECK, said);
  await expect(ignoreFinding(member, profile.id, "role.exists", said)).rejects.toThrow(NotAllowed);
  await expect(takeBackIgnore(member, profile.id, CHECK)).rejects.toThrow(NotAllowed);
  expect(await listIgnored(member, profile.id)).toMatchObject([{ checkId: CHECK }]);
});

test("no check, no database, no reason and a day that is over are refused, each by its field", async () => {
  const gone = "00000000-0000-4000-8000-000000000000";
  await expect(ignoreFinding(admin, profile.id, "no.check", said)).rejects.toThrow(BadInput);
  await expect(ignoreFinding(admin, gone, CHECK, said)).rejects.toThrow(NotFound);
  await expect(takeBackIgnore(admin, gone, CHECK)).rejects.toThrow(NotFound);
  await expect(
    ignoreFinding(admin, profile.id, CHECK, { reason: " ", until: "2026-01-01" }),
  ).rejects.toMatchObject({ fields: { reason: expect.any(String), until: expect.any(String) } });
  expect(await listIgnored(member, profile.id)).toEqual([]);
});

test("nothing can be ignored before somebody looked", async () => {
  const fresh = await createProfile(system, aProfileInput);
  await expect(ignoreFinding(admin, fresh.id, CHECK, said)).rejects.toThrow(/has not looked/);
});
