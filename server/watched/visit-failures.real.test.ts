import { createServer } from "node:http";
import { expect, test } from "vitest";
import { snapshotSchema, type Snapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { freePort } from "@/server/embedded/cluster";
import { withDatabase, type FaultyDatabase } from "./faults/harness";
import { startProxy } from "./faults/proxy";
import { listening } from "./testing/listener";
import { visit } from "./visit";

const OURS = "FROM pg_stat_activity WHERE application_name = 'headroom'";

const count = async ({ admin }: FaultyDatabase, where = ""): Promise<number> =>
  (await admin.query<{ count: number }>(`SELECT count(*)::int AS count ${OURS} ${where}`)).rows[0]?.count ??
  -1;

/** Starts a visit of a database whose catalogue is locked, and returns it once it waits in the middle. */
async function visitInTheMiddle(
  database: FaultyDatabase,
  options: { port?: number; signal?: AbortSignal } = {},
): Promise<{ ending: Promise<Snapshot>; unlock: () => Promise<unknown> }> {
  const locker = await database.session("postgres");
  await locker.query("BEGIN; LOCK pg_catalog.pg_publication IN ACCESS EXCLUSIVE MODE");
  const login = { ...database.login, port: options.port ?? database.port };
  const ending = visit(login, defaultTarget, { signal: options.signal });
  ending.catch(() => {});
  await expect.poll(() => count(database, "AND wait_event_type = 'Lock'")).toBe(1);
  return { ending, unlock: () => locker.query("ROLLBACK") };
}

const kindOf = async (ending: Promise<Snapshot>) => {
  const snapshot = snapshotSchema.parse(await ending);
  return { reached: snapshot.reached, ...snapshot.connection.failure };
};

test("a catalogue that stays locked ends the visit, which says that a query took too long", async () => {
  await withDatabase({}, async (database) => {
    const { ending } = await visitInTheMiddle(database);
    expect(await kindOf(ending)).toMatchObject({
      reached: false,
      kind: "query-timeout",
      stage: "query",
      sqlstate: "55P03",
    });
    await expect.poll(() => count(database)).toBe(0);
  });
});

test("a session that is ended in the middle of a visit is said to be", async () => {
  await withDatabase({}, async (database) => {
    const { ending } = await visitInTheMiddle(database);
    await database.admin.query(`SELECT pg_terminate_backend(pid) ${OURS}`);
    expect(await kindOf(ending)).toMatchObject({ reached: false, kind: "shutting-down", sqlstate: "57P01" });
  });
});

test("a network that breaks in the middle of a visit is a lost connection", async () => {
  await withDatabase({}, async (database) => {
    const proxy = await startProxy({ port: database.port });
    const { ending, unlock } = await visitInTheMiddle(database, { port: proxy.port });
    await proxy.close();
    expect(await kindOf(ending)).toMatchObject({ reached: false, kind: "lost", stage: "query" });
    await unlock();
    await expect.poll(() => count(database)).toBe(0);
  });
});

test("a visit that its caller gives up ends at once, with the caller's reason, and leaves no session", async () => {
  await withDatabase({}, async (database) => {
    const caller = new AbortController();
    const { ending, unlock } = await visitInTheMiddle(database, { signal: caller.signal });
    caller.abort(new Error("not wanted any more"));
    await expect(ending).rejects.toThrow("not wanted any more");
    await unlock();
    await expect.poll(() => count(database)).toBe(0);
  });
});

test("a catalogue that may not be read at all is a failure that names it, not an exception", async () => {
  const sql = "CREATE ROLE looker LOGIN; REVOKE SELECT ON pg_catalog.pg_publication FROM PUBLIC";
  await withDatabase({ sql, visitor: "looker" }, async (database) => {
    expect(await kindOf(database.visit())).toMatchObject({
      reached: false,
      stage: "query",
      sqlstate: "42501",
      said: "pg_publication",
    });
  });
});

test("Electric is asked as well, also when the database cannot be reached", async () => {
  await withDatabase({}, async (database) => {
    const electricUrl = `http://127.0.0.1:${await freePort()}`;
    const snapshot = await database.visit({ electricUrl });
    expect(snapshot).toMatchObject({ reached: true, electric: { url: electricUrl, httpStatus: null } });
    expect(snapshot.electric?.failure).toEqual(expect.stringContaining("ECONNREFUSED"));
    const nowhere = await visit(
      { ...database.login, port: await freePort() },
      { ...defaultTarget, electricUrl },
      {},
    );
    expect(nowhere).toMatchObject({ reached: false, electric: { url: electricUrl, httpStatus: null } });
    expect(nowhere.connection.failure?.kind).toBe("refused");
  });
});

test("the lag of the slot by Electric's metrics is read with its health, and judged against Postgres's", async () => {
  const server = createServer((request, response) => {
    response.writeHead(200, { "electric-server": "ElectricSQL/1.7.12" });
    response.end(
      request.url === "/metrics"
        ? "electric_postgres_replication_slot_confirmed_flush_lsn_lag 4294967296\n"
        : '{"status":"active"}',
    );
  });
  const { port, close } = await listening(server);
  const sql = [
    "CREATE ROLE electric LOGIN REPLICATION",
    "SELECT pg_create_logical_replication_slot('electric_slot_default', 'pgoutput')",
  ];
  const address = `http://127.0.0.1:${port}`;
  try {
    await withDatabase({ sql }, async (database) => {
      const target = { electricUrl: address, electricMetricsUrl: address };
      expect(await database.visit(target)).toMatchObject({ electric: { slotLagBytes: 4294967296 } });
      expect(await database.findingOf("electric.health", target)).toMatchObject({ status: "warn" });
      expect(await database.findingOf("electric.health", { electricUrl: address })).toMatchObject({
        status: "pass",
      });
    });
  } finally {
    await close();
  }
});
