import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { system, type Context } from "../context";
import { NotSignedIn } from "../errors";
import { addDatabase } from "../databases/create";
import { removeDatabase } from "../databases/remove";
import { closeStore, db, pointStoreAt } from "../store/db";
import { auditEvents, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { appendEvent } from "./append";
import { recordAudit } from "./record";
import { sealAudit } from "./seal";
import { verifyAudit } from "./verify";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" } };

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
  await db().delete(user);
  await db().insert(user).values({ id: "a", name: "Ada", email: "ada@example.com", role: "admin" });
  database = await addDatabase(system, aDatabaseInput);
});

const event = () => ({ action: "cancel query", database, detail: { pid: 4711 } });
/** Entries cannot be deleted, so each test looks at those of its own database. */
const written = () =>
  db().select().from(auditEvents).where(eq(auditEvents.profileRef, database.id)).orderBy(auditEvents.id);

test("an event says who, what and where, by the names of then", async () => {
  expect(await recordAudit(db(), ada, event())).toBe("Ada");
  expect(await recordAudit(db(), system, event())).toBe("Headroom");
  const said = {
    databaseId: database.id,
    profileName: "Orders",
    action: "cancel query",
    detail: { pid: 4711 },
    at: expect.any(Date),
  };
  expect(await written()).toMatchObject([
    { ...said, userId: "a", userName: "Ada" },
    { ...said, userId: null, userName: "Headroom" },
  ]);
});

test("it outlives the account and the database", async () => {
  await recordAudit(db(), ada, event());
  await db().delete(user).where(eq(user.id, "a"));
  await removeDatabase(system, database.id);
  expect(await written()).toMatchObject([
    { userId: null, userName: "Ada", databaseId: null, profileName: "Orders" },
  ]);
});

test("it goes with the transaction that it is part of, and is refused to an account that is gone", async () => {
  const failing = db().transaction(async (tx) => {
    await recordAudit(tx, ada, event());
    throw new Error("the work failed");
  });
  await expect(failing).rejects.toThrow("the work failed");
  await db().delete(user).where(eq(user.id, "a"));
  await expect(recordAudit(db(), ada, event())).rejects.toThrow(NotSignedIn);
  expect(await written()).toEqual([]);
});

test("no module of the server changes or deletes what was written down", () => {
  const server = path.resolve(import.meta.dirname, "..");
  const texts = readdirSync(server, { recursive: true, encoding: "utf8" })
    // Sealing ties entries from before the chain into it; the trigger lets it do no more.
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && file !== "audit/seal.ts")
    .map((file) => readFileSync(path.join(server, file), "utf8"));
  const changing = /(update|delete)\(auditEvents\)|(UPDATE|DELETE FROM|TRUNCATE) audit_events/i;
  expect(texts.filter((text) => changing.test(text))).toEqual([]);
  expect(texts.some((text) => text.includes(".insert(auditEvents)"))).toBe(true);
});

const SAYS = /audit_events takes new rows only/;
const cause = (work: Promise<unknown>) =>
  work.catch((error: unknown) => Promise.reject(error instanceof Error ? error.cause : error));

test("an entry can be neither changed nor deleted, nor can all be", async () => {
  await recordAudit(db(), ada, event());
  await expect(cause(db().update(auditEvents).set({ action: "x" }))).rejects.toThrow(SAYS);
  await expect(cause(db().delete(auditEvents))).rejects.toThrow(SAYS);
  await expect(cause(db().execute(sql`TRUNCATE audit_events`))).rejects.toThrow(SAYS);
});

test("an account and a database that go leave the chain whole", async () => {
  await recordAudit(db(), ada, event());
  await db().delete(user).where(eq(user.id, "a"));
  await removeDatabase(system, database.id);
  expect(await verifyAudit()).toMatchObject({ brokenAt: null });
});

test("entries that are written at the same moment make one chain", async () => {
  const { rows } = await verifyAudit();
  const by = { userId: null, userName: "Headroom", fromAddress: null };
  const one = (pid: number) =>
    db().transaction((tx) =>
      appendEvent(tx, {
        ...by,
        databaseId: database.id,
        profileName: "Orders",
        action: "x",
        detail: { pid },
      }),
    );
  await Promise.all(Array.from({ length: 20 }, (_, pid) => one(pid)));
  expect(await verifyAudit()).toEqual({ rows: rows + 20, brokenAt: null });
});

test("an entry that a superuser changed, or took away, shows at its place", async () => {
  for (let pid = 1; pid <= 3; pid += 1) await recordAudit(db(), ada, { ...event(), detail: { pid } });
  const [, second, third] = await written();
  const behindTheTrigger = (statement: string) =>
    db().execute(
      sql.raw(`ALTER TABLE audit_events DISABLE TRIGGER USER; ${statement};
      ALTER TABLE audit_events ENABLE TRIGGER USER`),
    );
  await behindTheTrigger(`UPDATE audit_events SET detail = '{"pid": 9}' WHERE id = ${second?.id}`);
  expect((await verifyAudit()).brokenAt).toBe(second?.id);
  await behindTheTrigger(`UPDATE audit_events SET detail = '{"pid": 2}' WHERE id = ${second?.id}`);
  expect((await verifyAudit()).brokenAt).toBeNull();
  await behindTheTrigger(`DELETE FROM audit_events WHERE id = ${second?.id}`);
  expect((await verifyAudit()).brokenAt).toBe(third?.id);
  await behindTheTrigger(`DELETE FROM audit_events WHERE id >= ${third?.id}`);
});

test("entries from before the chain are tied into it at a start, and a role that is no superuser gives its rights up", async () => {
  await db()
    .insert(auditEvents)
    .values({ userName: "Ada", profileName: "Old", action: "x", detail: { a: 1 } });
  const { rows } = await verifyAudit();
  await db().execute(sql`CREATE ROLE plain LOGIN`);
  await db().execute(sql`ALTER TABLE audit_events OWNER TO plain`);
  const asPlain = new URL(store.url);
  asPlain.username = "plain";
  const before = globalThis.headroomStore;
  pointStoreAt(asPlain.href);
  try {
    await sealAudit();
    await expect(cause(db().delete(auditEvents))).rejects.toThrow(/permission denied/);
    await expect(cause(db().update(auditEvents).set({ action: "x" }))).rejects.toThrow(/permission denied/);
    await sealAudit();
    expect(await verifyAudit()).toEqual({ rows: rows + 1, brokenAt: null });
  } finally {
    await closeStore();
    globalThis.headroomStore = before;
    await db().execute(sql`ALTER TABLE audit_events OWNER TO CURRENT_USER`);
  }
});
