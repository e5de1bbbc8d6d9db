import { eq, sql } from "drizzle-orm";
import OpenAPIClientAxios, { type Document } from "openapi-client-axios";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { checkEventSchema } from "@/lib/databases/visit";
import { databaseInputSchema } from "@/lib/databases/database";
import { forgetAuth } from "../auth/auth";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { localRuns } from "../local-runs";
import { stopMonitor } from "../monitor-link";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { auditEvents, idempotencyKeys, runs } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { eventually } from "../testing/eventually";
import { forgetTokenLimits } from "../tokens/refusals";
import { withDatabase } from "../watched/faults/harness";
import { serveApi } from "./testing/api";
import { tokenMaker } from "./testing/tokens";

const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY, v text); RESET ROLE;`;
const READY = { for: { kind: "ready" }, choices: { strategy: "owner" } };

let store: TestStore;
let api: Awaited<ReturnType<typeof serveApi>>;
let maker: Awaited<ReturnType<typeof tokenMaker>>;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  api = await serveApi();
  maker = await tokenMaker();
});
afterAll(async () => {
  await api.stop();
  await stopMonitor();
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  forgetTokenLimits();
  await store.stop();
});

/** Makes a client from the served OpenAPI document alone. A refusal is an answer, and not an error. */
async function clientWith(token: string) {
  const document: Document = await (await fetch(`${api.url}/api/v1/openapi.json`)).json();
  return new OpenAPIClientAxios({
    definition: document,
    axiosConfigDefaults: {
      baseURL: api.url,
      headers: { authorization: `Bearer ${token}` },
      validateStatus: () => true,
    },
  }).init();
}

type Client = Awaited<ReturnType<typeof clientWith>>;

const call = async (client: Client, operation: string, ...input: unknown[]) => {
  const method = client[operation];
  if (typeof method !== "function") throw new Error(`The document has no operation ${operation}.`);
  const { status, data, headers } = z
    .object({ status: z.number(), data: z.unknown(), headers: z.unknown() })
    .parse(await Reflect.apply(method, client, input));
  return { status, data, headers: z.record(z.string(), z.unknown()).parse({ ...Object(headers) }) };
};

/** Runs work with a database that Electric cannot use yet, and its id. */
const withShop = (work: (id: string, ownerOf: () => Promise<unknown>) => Promise<void>) =>
  withDatabase({ major: 17, sql: SHOP }, async ({ port, name, admin }) => {
    const input = { name: "Orders", host: "127.0.0.1", port, database: name, user: "postgres", password: "" };
    const { id } = await addDatabase(
      system,
      databaseInputSchema.parse({ ...input, sslmode: "disable", target: {} }),
    );
    await work(id, async () => {
      const { rows } = await admin.query(
        "SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname = 'items'",
      );
      return z.object({ owner: z.string() }).parse(rows[0]).owner;
    });
    await Promise.all([...localRuns().runs.values()].map(({ done }) => done));
    await stopMonitor();
  });

const eventsOf = (lines: unknown) =>
  z
    .string()
    .parse(lines)
    .trim()
    .split("\n")
    .map((line) => checkEventSchema.parse(JSON.parse(line)));

test("a client made of the document lists databases, findings and budgets with a read token, and is refused every write", () =>
  withShop(async (id) => {
    const checker = await clientWith(await maker.token("check"));
    const checked = await call(checker, "checkDatabase", { id });
    expect(checked.status).toBe(200);
    expect(eventsOf(checked.data).at(-1)).toMatchObject({ type: "done" });

    const reader = await clientWith(await maker.token("read"));
    const { data } = await call(reader, "listDatabases");
    expect(data).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ id, name: "Orders", headroom: expect.any(Number) }),
      ]),
    });
    expect(JSON.stringify(data)).not.toContain("password");
    const findings = await call(reader, "listFindings", { id, status: "fail", limit: 3 });
    expect(findings.data).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ status: "fail" })]),
    });
    const budget = await call(reader, "getBudget", { id });
    expect(budget.data).toMatchObject({
      headroom: expect.any(Number),
      budget: { usable: expect.any(Number) },
    });
    expect((await call(reader, "listTables", { id })).data).toMatchObject({
      items: [{ name: "items", owner: "app" }],
    });
    for (const operation of ["getDatabase", "getHistory", "getReport", "listRuns"])
      expect((await call(reader, operation, { id })).status, operation).toBe(200);
    for (const operation of ["listAlerts", "exportAuditLog"])
      expect((await call(reader, operation)).status, operation).toBe(200);

    const run = { ...READY, fingerprint: "x", dry: true };
    for (const [operation, ...input] of [
      ["checkDatabase", { id }],
      ["planRepair", { id }, READY],
      ["startRun", { id, "Idempotency-Key": "k" }, run],
      ["cancelRun", { id, runId: id }],
    ] as const)
      expect((await call(reader, operation, ...input)).status, operation).toBe(403);
  }));

test("a client with a run token plans, dry-runs and applies with a key, and gets the same answer twice", () =>
  withShop(async (id, ownerOf) => {
    const client = await clientWith(await maker.token("run", { name: "deploy" }));
    const planned = await call(client, "planRepair", { id }, READY);
    const { fingerprint } = z
      .object({ fingerprint: z.string(), missing: z.array(z.unknown()).length(0) })
      .parse(planned.data);
    const start = (key: string, more: object) =>
      call(client, "startRun", { id, "Idempotency-Key": key }, { ...READY, fingerprint, ...more });
    const over = (answer: { data: unknown }) =>
      eventually(async () => {
        const { id: runId } = z.object({ id: z.uuid() }).parse(answer.data);
        const run = (await call(client, "getRun", { id, runId })).data;
        return z
          .object({ state: z.string(), finishedAt: z.string(), by: z.string(), dry: z.boolean() })
          .parse(run);
      });

    const dry = await start("dry-1", { dry: true });
    expect(dry.status).toBe(202);
    expect(await over(dry)).toMatchObject({ state: "rehearsed", dry: true });
    expect(await ownerOf()).toBe("app");

    const unconfirmed = await start("apply-1", { dry: false });
    expect([unconfirmed.status, unconfirmed.data]).toMatchObject([
      409,
      { errors: [{ pointer: "#/confirm" }] },
    ]);
    const first = await start("apply-1", { dry: false, confirm: "Orders" });
    const again = await start("apply-1", { dry: false, confirm: "Orders" });
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.data).toEqual(first.data);
    expect([first.headers["idempotency-replayed"], again.headers["idempotency-replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect(await over(first)).toMatchObject({ state: "applied", dry: false, by: "token deploy" });
    expect(await ownerOf()).toBe("electric");
    expect((await start("apply-1", { dry: false, confirm: "Orders" })).data).toEqual(first.data);
    expect(await db().$count(runs, eq(runs.databaseId, id))).toBe(2);

    const other = await start("apply-1", { dry: true });
    expect([other.status, other.data]).toMatchObject([
      422,
      { errors: [{ in: "header", pointer: "#/Idempotency-Key" }] },
    ]);
    await db()
      .update(idempotencyKeys)
      .set({ status: null, answer: null })
      .where(eq(idempotencyKeys.key, "apply-1"));
    const learned = await start("apply-1", { dry: false, confirm: "Orders" });
    expect([learned.status, learned.data]).toEqual([202, first.data]);
    expect(await db().$count(runs, eq(runs.databaseId, id))).toBe(2);

    const [event] = await db().select().from(auditEvents).where(eq(auditEvents.action, "run a plan"));
    expect(event).toMatchObject({ userName: "token deploy", userId: null, userRef: expect.any(String) });
    const listed = await call(client, "listRuns", { id, limit: 1 });
    expect(listed.data).toMatchObject({ items: [{ state: "applied" }], next: expect.any(String) });
  }));

test("a key whose request died before its run began is done anew once it was silent, and by one request alone", () =>
  withShop(async (id) => {
    const client = await clientWith(await maker.token("run"));
    const { fingerprint } = z
      .object({ fingerprint: z.string() })
      .parse((await call(client, "planRepair", { id }, READY)).data);
    const start = () =>
      call(client, "startRun", { id, "Idempotency-Key": "died" }, { ...READY, fingerprint, dry: true });
    const { id: begun } = z.object({ id: z.uuid() }).parse((await start()).data);
    await eventually(async () =>
      expect(
        z
          .object({ finishedAt: z.string() })
          .safeParse((await call(client, "getRun", { id, runId: begun })).data).success,
      ).toBe(true),
    );
    await eventually(() => expect(localRuns().runs.has(begun)).toBe(false));
    await db().delete(runs).where(eq(runs.id, begun));
    const dies = (ago: string) =>
      db()
        .update(idempotencyKeys)
        .set({ status: null, answer: null, createdAt: sql`now() - ${ago}::interval` })
        .where(eq(idempotencyKeys.key, "died"));
    await dies("20 seconds");
    expect((await start()).status).toBe(409);
    await dies("2 minutes");
    const both = await Promise.all([start(), start()]);
    const good = both.filter(({ status }) => status === 202);
    expect(good.length).toBeGreaterThanOrEqual(1);
    expect(both.every(({ status }) => [202, 409].includes(status))).toBe(true);
    for (const { data } of good) expect(data).toEqual({ id: begun });
    expect(await db().$count(runs, eq(runs.databaseId, id))).toBe(1);
  }));

test("a run that cannot begin frees its key, and a key belongs to one token", () =>
  withShop(async (id) => {
    const body = { ...READY, fingerprint: "of another plan", dry: false, confirm: "" };
    const client = await clientWith(await maker.token("run"));
    const wrong = await call(
      client,
      "startRun",
      { id, "Idempotency-Key": "k" },
      { ...body, for: { kind: "undo", run: id } },
    );
    expect(wrong.status).toBeGreaterThanOrEqual(400);
    expect(wrong.status).toBeLessThan(500);
    expect(await db().$count(idempotencyKeys, eq(idempotencyKeys.key, "k"))).toBe(0);
    const { fingerprint } = z
      .object({ fingerprint: z.string() })
      .parse((await call(client, "planRepair", { id }, READY)).data);
    const good = { ...READY, fingerprint, dry: true };
    expect((await call(client, "startRun", { id, "Idempotency-Key": "k" }, good)).status).toBe(202);
    const other = await clientWith(await maker.token("run"));
    const status = (await call(other, "startRun", { id, "Idempotency-Key": "k" }, { ...good, dry: false }))
      .status;
    expect(status).not.toBe(422);
  }));
