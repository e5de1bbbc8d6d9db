import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { ExportedEvent } from "@/lib/audit/event";
import { everyEvent, NO_PERSON, type EventFilter } from "@/lib/audit/filter";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { Database } from "@/lib/databases/database";
import { system, type Context } from "../context";
import { BadInput, NotFound } from "../errors";
import { addDatabase } from "../databases/create";
import { removeDatabase } from "../databases/remove";
import { db } from "../store/db";
import { auditEvents, user } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { hashOf } from "./append";
import { exportEvents } from "./export";
import { auditFacets } from "./facets";
import { listEvents, readEvent } from "./list";
import { recordAudit } from "./record";

const ada: Context = { actor: { kind: "user", id: "a", role: "admin" }, address: "203.0.113.7" };
const bob: Context = { actor: { kind: "user", id: "b", role: "admin" }, address: "198.51.100.2" };
const member: Context = { actor: { kind: "user", id: "m", role: "member" } };

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
  await db().execute(
    sql.raw(
      "ALTER TABLE audit_events DISABLE TRIGGER USER; DELETE FROM audit_events; ALTER TABLE audit_events ENABLE TRIGGER USER",
    ),
  );
  await db().delete(user);
  await db()
    .insert(user)
    .values([
      { id: "a", name: "Ada", email: "ada@example.com", role: "admin" },
      { id: "b", name: "Bob", email: "bob@example.com", role: "admin" },
      { id: "m", name: "Mary", email: "mary@example.com", role: "member" },
    ]);
  database = await addDatabase(system, aDatabaseInput);
});

const write = (ctx: Context, action: string, detail: Record<string, unknown> = {}, of = database) =>
  recordAudit(db(), ctx, { action, database: of, detail });
const actionsOf = async (filter: Partial<EventFilter> = {}) =>
  (await listEvents(member, filter)).events.map(({ action }) => action);

describe("a list of the audit log", () => {
  test("says who did what, where, when and from where, the newest first", async () => {
    await write(ada, "cancel", { pid: 4711 });
    await write(system, "terminate");
    const { events, older } = await listEvents(member, everyEvent);
    expect(events).toMatchObject([
      { action: "terminate", by: "Headroom", from: null },
      {
        action: "cancel",
        by: "Ada",
        from: "203.0.113.7",
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        database: { id: database.id, name: "Orders" },
        detail: { pid: 4711 },
      },
    ]);
    expect(older).toBeNull();
  });

  test("leaves the SQL of a run to the entry that is opened", async () => {
    const detail = {
      outcome: "applied",
      statements: ["ALTER TABLE t"],
      statementCount: 1,
      undo: ["ALTER TABLE u"],
    };
    await write(ada, "run a plan", detail);
    const [event] = (await listEvents(member, everyEvent)).events;
    expect(event?.detail).toEqual({ outcome: "applied", statementCount: 1 });
    expect((await readEvent(member, event?.id)).detail).toEqual(detail);
    await expect(readEvent(member, 987_654_321)).rejects.toThrow(NotFound);
    await expect(readEvent(member, "the first")).rejects.toThrow(NotFound);
  });

  test("comes in pages that meet without a gap and without a double", async () => {
    for (let at = 0; at < 65; at += 1) await write(system, `${at}`);
    const seen: string[] = [];
    const sizes: number[] = [];
    let before: number | null = null;
    do {
      const page = await listEvents(member, everyEvent, { before });
      seen.push(...page.events.map(({ action }) => action));
      sizes.push(page.events.length);
      before = page.older;
    } while (before !== null);
    expect(sizes).toEqual([30, 30, 5]);
    expect(seen).toEqual(Array.from({ length: 65 }, (_, at) => `${64 - at}`));
  });

  test("is narrowed to a database, also to one that is gone, to a person and to what was done", async () => {
    const gone = await addDatabase(system, { ...aDatabaseInput, name: "Gone" });
    await write(ada, "cancel", {}, gone);
    await write(bob, "terminate");
    await write(system, "clean up");
    await removeDatabase(system, gone.id);
    expect(await actionsOf({ database: gone.id })).toEqual(["cancel"]);
    expect(await actionsOf({ person: "b" })).toEqual(["terminate"]);
    expect(await actionsOf({ person: NO_PERSON })).toEqual(["clean up"]);
    expect(await actionsOf({ action: "cancel" })).toEqual(["cancel"]);
    expect(await actionsOf({ action: "cancel", person: "b" })).toEqual([]);
  });

  test.each([
    ["the database's name", "ORD"],
    ["a person", "ada"],
    ["an address", "203.0"],
    ["SQL with its quotes", '"public"."items"'],
    ["a number", "4711"],
    ["what LIKE would take for a wildcard", "100%"],
  ])("finds %s, in capitals or not", async (_what, text) => {
    await write(ada, "found", { statements: ['ALTER TABLE "public"."items"', "100%"], pid: 4711 });
    await write(system, "other", {}, await addDatabase(system, { ...aDatabaseInput, name: "Elsewhere" }));
    expect(await actionsOf({ text })).toEqual(["found"]);
  });

  test("does not find what is only the name of a field", async () => {
    await write(ada, "cancel", { statements: ["SELECT"] });
    expect(await actionsOf({ text: "statements" })).toEqual([]);
  });

  test("takes its first and its last day whole, in UTC", async () => {
    const at = (time: string, action: string) =>
      db()
        .insert(auditEvents)
        .values({ at: new Date(time), userName: "Ada", profileName: "Orders", action, detail: {} });
    await at("2026-11-20T23:59:59.999Z", "before");
    await at("2026-11-21T00:00:00.000Z", "first");
    await at("2026-11-22T23:59:59.999Z", "last");
    await at("2026-11-23T00:00:00.000Z", "after");
    expect(await actionsOf({ from: "2026-11-21", to: "2026-11-22" })).toEqual(["last", "first"]);
    await expect(listEvents(member, { from: "yesterday" })).rejects.toThrow(BadInput);
  });
});

test("the log can be narrowed to what is in it, by the names that things had last", async () => {
  await write(ada, "cancel");
  await db().update(user).set({ name: "Ada Lovelace" }).where(eq(user.id, "a"));
  await write(ada, "cancel");
  await write(system, "clean up");
  expect(await auditFacets(member)).toEqual({
    databases: [{ value: database.id, name: "Orders" }],
    people: [
      { value: "a", name: "Ada Lovelace" },
      { value: NO_PERSON, name: "Headroom" },
    ],
    actions: ["cancel", "clean up"],
  });
});

test("an empty log can be narrowed to nothing", async () => {
  expect(await auditFacets(member)).toEqual({ databases: [], people: [], actions: [] });
});

const exported = async (filter: Partial<EventFilter>): Promise<ExportedEvent[]> => {
  const lines: ExportedEvent[] = [];
  for await (const page of exportEvents(member, filter)) lines.push(...page);
  return lines;
};

test("whoever has an export can reckon the chain again", async () => {
  for (let at = 0; at < 501; at += 1) await write(ada, "cancel", { pid: at, statements: ["SELECT 1"] });
  const lines = (await exported({})).map((line): ExportedEvent => JSON.parse(JSON.stringify(line)));
  expect(lines).toHaveLength(501);
  let previous: string | null = null;
  for (const { at, hash, previousHash, ...entry } of lines) {
    expect(previousHash).toBe(previous);
    expect(hash).toBe(hashOf({ ...entry, at: new Date(at) }, previous));
    previous = hash;
  }
});

test("an export holds what its filter lets in, and is refused before its first line for a filter that cannot be", async () => {
  await write(ada, "cancel");
  await write(bob, "terminate");
  expect((await exported({ person: "b" })).map(({ action }) => action)).toEqual(["terminate"]);
  expect(() => exportEvents(member, { to: "soon" })).toThrow(BadInput);
});
