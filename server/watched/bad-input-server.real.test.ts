import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { expect, test } from "vitest";
import { openSession } from "./connect";
import { loginTo } from "./faults/login-to";
import { startPair } from "./faults/standby";
import { withDatabase } from "./faults/harness";
import type { Login } from "./login";
import type { Session } from "./session";
import { startServer } from "./testing/server";
import { stallingProxy } from "./testing/stalling";
import { aLogin, nothingIsLeft, tried } from "./testing/tried";

const SLEEP = "SELECT pg_sleep(3600)";

async function sessionOf(login: Login, options: Parameters<typeof openSession>[1] = {}): Promise<Session> {
  const opened = await openSession(login, options);
  if ("session" in opened) return opened.session;
  throw new Error(JSON.stringify(opened.connection.failure));
}

/** Runs a query that must fail and returns what the session says of it, closed. */
async function failing(session: Session, sql: string) {
  const error = await session.client
    .snapshot((reader) => reader.rows([sql]))
    .then(
      () => new Error("The query did not fail."),
      (error: unknown) => error,
    );
  const { failure } = session.failed(error);
  await session.close();
  return failure;
}

const waits = (admin: Client) => async () => {
  const query = `SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE application_name = 'headroom' AND state = 'active'`;
  return (await admin.query<{ count: number }>(query)).rows[0]?.count;
};

test("a server that is starting up is told apart", async () => {
  // A standby that may not be read from, and whose primary is away, starts for ever.
  const server = await startServer({});
  await server.stop();
  const { dataDir, restart } = server;
  writeFileSync(path.join(dataDir, "standby.signal"), "");
  const starting = restart({ hot_standby: "off" });
  const login = aLogin(server.port);
  await expect.poll(async () => (await tried(login)).failure?.sqlstate).toBe("57P03");
  expect((await tried(login)).failure).toMatchObject({ kind: "starting", stage: "login" });
  await starting.stop();
  await server.remove();
});

test("a server that waits for its sessions to end before it stops lets nobody in, and says so", async () => {
  const server = await startServer({});
  const admin = await server.admin();
  process.kill(server.pid, "SIGTERM");
  const login = aLogin(server.port);
  await expect
    .poll(async () => (await tried(login)).failure)
    .toMatchObject({
      kind: "starting",
      stage: "login",
      sqlstate: "57P03",
      said: "the database system is shutting down",
    });
  await nothingIsLeft(admin);
  await admin.end();
  await server.ended;
  expect((await tried(login)).failure).toMatchObject({ kind: "refused" });
  await server.remove();
});

test("a server that stops ends the session with its reason, in a query and between two", async () => {
  const server = await startServer({});
  const between = await sessionOf(aLogin(server.port));
  const within = await sessionOf(aLogin(server.port));
  const failure = failing(within, SLEEP);
  await expect.poll(waits(await server.admin())).toBe(1);
  await server.stop();
  expect(await failure).toMatchObject({ kind: "shutting-down", stage: "query", sqlstate: "57P01" });
  expect(await failing(between, "SELECT 1")).toMatchObject({ kind: "shutting-down", sqlstate: "57P01" });
  await server.remove();
});

test("a server that crashes under a session breaks it off", async () => {
  const server = await startServer({});
  const session = await sessionOf(aLogin(server.port));
  const failure = failing(session, SLEEP);
  const admin = await server.admin();
  await expect.poll(waits(admin)).toBe(1);
  await admin.end();
  process.kill(server.pid, "SIGQUIT");
  expect(["shutting-down", "lost"]).toContain((await failure)?.kind);
  await server.ended;
  await server.remove();
});

test("a slow query is ended by the server's own guard", async () => {
  await withDatabase({}, async ({ login, admin }) => {
    const session = await sessionOf(login);
    const limited = "SELECT set_config('statement_timeout', '2100ms', true); SELECT pg_sleep(3600)";
    expect(await failing(session, limited)).toMatchObject({
      kind: "query-timeout",
      stage: "query",
      sqlstate: "57014",
    });
    await nothingIsLeft(admin);
  });
});

test("a network that is cut in the middle of a query ends it within its limit, and the server's side as well", async () => {
  await withDatabase({}, async ({ login, port, admin }) => {
    const proxy = await stallingProxy(port);
    const session = await sessionOf({ ...login, port: proxy.port }, { limits: { silence: 5_000 } });
    const failure = failing(session, SLEEP);
    await expect.poll(waits(admin)).toBe(1);
    proxy.stall();
    expect(await failure).toMatchObject({ kind: "query-timeout", stage: "query", sqlstate: null });
    await expect.poll(proxy.open).toBe(0);
    await proxy.close();
    // The server notices by itself (client_connection_check_interval), long before the hour is over.
    await expect.poll(waits(admin)).toBe(0);
    await nothingIsLeft(admin);
  });
});

test("closing a session in the middle of a query ends the query", async () => {
  await withDatabase({}, async ({ login, admin }) => {
    const session = await sessionOf(login);
    const query = session.client.snapshot((reader) => reader.rows([SLEEP])).catch((error: unknown) => error);
    await expect.poll(waits(admin)).toBe(1);
    await session.close();
    expect(await query).toBeInstanceOf(Error);
    await session.close();
    await expect.poll(waits(admin)).toBe(0);
    await nothingIsLeft(admin);
  });
});

test("a caller who gives up ends the running query with its own reason", async () => {
  await withDatabase({}, async ({ login, admin }) => {
    const caller = new AbortController();
    const session = await sessionOf(login, { signal: caller.signal });
    const query = session.client.snapshot((reader) => reader.rows([SLEEP]));
    query.catch(() => {});
    await expect.poll(waits(admin)).toBe(1);
    caller.abort(new Error("not wanted any more"));
    await expect(query).rejects.toThrow("not wanted any more");
    await session.close();
    await nothingIsLeft(admin);
  });
});

test("a session that is not yet used has no last stage, and gets it once, with the first answer", async () => {
  await withDatabase({}, async ({ login }) => {
    const told: string[] = [];
    const session = await sessionOf(login, { onStage: ({ stage }) => told.push(stage) });
    expect(told).toEqual(["dns", "tcp", "tls", "login"]);
    await session.client.read(["SELECT 1"]);
    session.answered({ version: "17.0", pid: 1 });
    session.answered({ version: "17.0", pid: 2 });
    expect(session.connection.stages.at(-1)).toMatchObject({ stage: "query", detail: "PostgreSQL 17.0" });
    expect(session.connection.pooler.proven).toHaveLength(1);
    expect(told.filter((stage) => stage === "query")).toHaveLength(1);
    const { totalMs } = session.connection;
    await session.close();
    expect(session.connection.totalMs).toBe(totalMs);
  });
});

test("a replica is a server like any other: the checks say what it is", async () => {
  const pair = await startPair({ major: 17, sql: "CREATE TABLE items (id int PRIMARY KEY)" });
  try {
    const connection = await tried(loginTo(pair.standby.port, "postgres", "postgres"));
    expect(connection).toMatchObject({ failure: null, stages: expect.arrayContaining([]) });
    expect(connection.stages.map(({ status }) => status)).toEqual(["ok", "ok", "skipped", "ok", "ok"]);
  } finally {
    await pair.stop();
  }
});
