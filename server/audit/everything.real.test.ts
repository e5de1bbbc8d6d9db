import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { aDatabaseInput } from "@/lib/databases/fixture";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { makeFirstAdmin } from "../auth/first-admin";
import { forgetAuth, auth } from "../auth/auth";
import { hashPassword } from "../auth/hashing";
import { exchangeToken, offerSetup } from "../auth/setup-token";
import { signIn } from "../auth/sign-in";
import { signInFailures } from "../auth/sign-in-failures";
import { signOut } from "../auth/sign-out";
import { system, type Context } from "../context";
import { downloadSamples } from "../monitor/download-samples";
import { ignoreFinding } from "../ignored/ignore";
import { takeBackIgnore } from "../ignored/take-back";
import { addPerson } from "../people/add";
import { changeRole } from "../people/change-role";
import { changeOwnPassword } from "../people/own-password";
import { removePerson } from "../people/remove";
import { renewPassword } from "../people/renew-password";
import { archiveDatabase } from "../databases/archive";
import { changePool } from "../databases/change-pool";
import { addDatabase } from "../databases/create";
import { duplicateDatabase } from "../databases/duplicate";
import { editDatabase } from "../databases/edit";
import { removeDatabase } from "../databases/remove";
import { restoreDatabase } from "../databases/restore";
import { tryConnection } from "../visits/try-connection";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { account, setup, signInLimits, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { tryAsElectric } from "@/server/visits/trial";
import { checkDatabase } from "../visits/check";
import { downloadBundle } from "../support/bundle";
import { downloadReport } from "../visits/download";
import { downloadPublished } from "../visits/published";
import { recordVisit } from "../visits/record";
import { downloadEvents } from "./export";
import { listEvents } from "./list";
import { verifyAudit } from "./verify";

const ada = { name: "Ada", email: "ada@example.com", password: "a sentence to remember" };
const SECRETS = [ada.password, "hunter2 and more", "another sentence", "a wrong guess"];

const ownPassword = ada.password;

let store: TestStore;
let hash: string;
let ctx: Context;
let id: string;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  hash = await hashPassword("unknown", ada.password);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  await store.stop();
});
beforeEach(async () => {
  await db().delete(user);
  await db().delete(setup);
  await db().delete(signInLimits);
  await signInFailures().flush();
  await db().execute(
    sql.raw(
      "ALTER TABLE audit_events DISABLE TRIGGER USER; DELETE FROM audit_events; ALTER TABLE audit_events ENABLE TRIGGER USER",
    ),
  );
  await db().insert(user).values({ id: "a", name: "Ada", email: ada.email, role: "admin" });
  await db()
    .insert(account)
    .values({ id: "a", accountId: "a", providerId: "credential", userId: "a", password: hash });
  ctx = { actor: { kind: "user", id: "a", role: "admin" }, address: "203.0.113.7" };
  id = (await addDatabase(system, aDatabaseInput)).id;
});

/** The entries since the last look, the oldest first. */
async function entries() {
  const { events } = await listEvents(system, {});
  const said = JSON.stringify(events);
  for (const secret of SECRETS) expect(said).not.toContain(secret);
  return events.toReversed();
}
const whatWasDone = async () => (await entries()).map(({ action }) => action);

test("a set-up, sign-ins, refused ones and a sign-out are in the log, with from where", async () => {
  await db().delete(user);
  const token = "t".repeat(43);
  await offerSetup(token);
  await makeFirstAdmin((await exchangeToken(token)) ?? undefined, ada, "203.0.113.7");
  const from = new Headers({ "x-forwarded-for": "203.0.113.7" });
  await signIn(ada, from);
  for (let tries = 0; tries < 15; tries += 1)
    await signIn({ ...ada, password: "a wrong guess" }, from).catch(() => {});
  const { headers } = await auth().api.signInEmail({ body: ada, returnHeaders: true });
  const [me] = await db().select().from(user);
  const self: Context = { actor: { kind: "user", id: me?.id ?? "", role: "admin" }, address: "203.0.113.7" };
  await signOut(self, new Headers({ cookie: headers.get("set-cookie")?.split(";")[0] ?? "" }));
  await signInFailures().flush();
  expect(await entries()).toMatchObject([
    { action: "make the first admin", by: "Ada", from: "203.0.113.7" },
    { action: "sign in", by: "Ada" },
    { action: "fail to sign in", by: "Not signed in", detail: { account: ada.email, outcome: "wrong" } },
    { action: "fail to sign in", detail: { account: ada.email, outcome: "throttled" } },
    { action: "sign out", by: "Ada" },
    { action: "fail to sign in", detail: { more: 13, throttled: 4 } },
  ]);
});

test("every change of people is in the log, by the names of then", async () => {
  const { password } = await addPerson(ctx, { name: "Bob", email: "bob@example.com", role: "member" });
  const [bob] = (await db().select().from(user)).filter(({ name }) => name === "Bob");
  const self: Context = { actor: { kind: "user", id: bob?.id ?? "", role: "member" } };
  await changeOwnPassword(self, { current: "a wrong guess", next: "another sentence" }).catch(() => {});
  await changeOwnPassword(self, { current: password, next: "another sentence" });
  const wrong = { id: bob?.id, role: "admin", ownPassword: "a wrong guess" };
  await expect(changeRole(ctx, wrong)).rejects.toThrow("Your own password is wrong.");
  await changeRole(ctx, { id: bob?.id, role: "admin", ownPassword });
  const renewed = await renewPassword(ctx, { id: bob?.id, ownPassword });
  await removePerson(ctx, { id: bob?.id, ownPassword });
  const written = await entries();
  expect(written).toMatchObject([
    {
      action: "add a person",
      by: "Ada",
      detail: { person: "Bob", email: "bob@example.com", role: "member" },
    },
    { action: "fail to change own password", by: "Bob" },
    { action: "change own password", by: "Bob" },
    { action: "fail to confirm the own password", by: "Ada", from: "203.0.113.7" },
    { action: "change a role", detail: { person: "Bob", before: "member", role: "admin" } },
    { action: "renew a password", detail: { person: "Bob", email: "bob@example.com" } },
    { action: "remove a person", detail: { person: "Bob", role: "admin" } },
  ]);
  for (const secret of [password, renewed.password]) expect(JSON.stringify(written)).not.toContain(secret);
});

test("a person who takes the own account away is named in the entry of it", async () => {
  await addPerson(ctx, { name: "Bob", email: "bob@example.com", role: "admin", ownPassword });
  await removePerson(ctx, { id: "a", ownPassword });
  expect((await entries()).at(-1)).toMatchObject({
    action: "remove a person",
    by: "Ada",
    detail: { person: "Ada" },
  });
  expect((await verifyAudit()).brokenAt).toBeNull();
});

test("every change of a database is in the log, with the fields and without a secret", async () => {
  const made = await addDatabase(ctx, { ...aDatabaseInput, password: "hunter2 and more" });
  const target = { ...made.target, poolSize: 9 };
  await editDatabase(ctx, made.id, { ...made, host: "b.example.com", password: "another sentence", target });
  await changePool(ctx, made.id, { poolSize: 5, instances: 2, pooled: false });
  const copy = await duplicateDatabase(ctx, made.id);
  await archiveDatabase(ctx, made.id);
  await restoreDatabase(ctx, made.id);
  await removeDatabase(ctx, made.id);
  const written = await entries();
  expect(written).toMatchObject([
    { action: "add a database", database: { id: null, name: "Orders" }, detail: { host: made.host } },
    {
      action: "edit a database",
      detail: { fields: "host, target.poolSize, password", host: `${made.host} → b.example.com` },
    },
    { action: "change the pool", detail: { poolSize: 5, before: { poolSize: 9 } } },
    { action: "duplicate a database", database: { id: copy.id, name: copy.name } },
    { action: "archive a database" },
    { action: "restore a database" },
    { action: "remove a database", database: { id: null, name: "Orders" } },
  ]);
  expect((await listEvents(system, { database: made.id })).events).toHaveLength(6);
});

test("a change that is refused or fails leaves no entry, and none is made where its entry cannot be", async () => {
  await expect(editDatabase(ctx, id, {})).rejects.toThrow();
  await expect(removePerson(ctx, { id: "nobody" })).rejects.toThrow();
  await db().delete(user);
  await expect(archiveDatabase(ctx, id)).rejects.toThrow("not signed in");
  expect(await whatWasDone()).toEqual([]);
  expect((await restoreDatabase(system, id)).archivedAt).toBeNull();
});

test("checks, tries of a connection, ignored findings and downloads are in the log", async () => {
  const database = await restoreDatabase(system, id);
  const snapshot = snapshotWith(() => {});
  await recordVisit(system, database, snapshot, judgeAll(checks, snapshot, database.target));
  await ignoreFinding(ctx, id, "publication.operations", { reason: "known", until: null });
  await takeBackIgnore(ctx, id, "publication.operations");
  await takeBackIgnore(ctx, id, "publication.operations");
  await downloadReport(ctx, id, undefined, "markdown");
  expect(await downloadPublished(ctx, id, { format: "sql" })).toContain("CREATE PUBLICATION");
  const bundle = JSON.stringify(await downloadBundle(ctx, id, {}));
  expect(bundle).not.toContain(snapshot.connection.host);
  await downloadSamples(ctx, id);
  for await (const _page of await downloadEvents(ctx, { text: "Orders" })) continue;
  for await (const _event of await tryConnection(
    ctx,
    { ...aDatabaseInput, host: "127.0.0.1", port: 1 },
    AbortSignal.timeout(10_000),
  ))
    continue;
  for await (const _event of await checkDatabase(ctx, id)) continue;
  for await (const _event of await tryAsElectric(ctx, id, {}, AbortSignal.timeout(10_000))) continue;
  expect(await whatWasDone()).toEqual([
    "ignore a finding",
    "stop ignoring a finding",
    "download a report",
    "download the publication",
    "download a support bundle",
    "download samples",
    "export the audit log",
    "test a connection",
    "check a database",
    "try as Electric",
  ]);
  expect((await verifyAudit()).brokenAt).toBeNull();
});

test("changes that meet write their entries one after the other, and the chain stays whole", async () => {
  const many = Array.from({ length: 12 }, (_, at) =>
    addDatabase(ctx, { ...aDatabaseInput, name: `Database ${at}` }),
  );
  const made = await Promise.all(many);
  await Promise.all(
    made.flatMap(({ id: one }) =>
      [archiveDatabase(ctx, one), restoreDatabase(ctx, one), removeDatabase(ctx, one)].map((work) =>
        work.catch(() => {}),
      ),
    ),
  );
  expect((await verifyAudit()).brokenAt).toBeNull();
});
