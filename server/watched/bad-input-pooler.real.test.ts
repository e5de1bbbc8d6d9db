import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Login } from "./login";
import { startPgBouncer, type PgBouncer } from "./testing/pgbouncer";
import { startServer, type TestServer } from "./testing/server";
import { aLogin, tried } from "./testing/tried";

const PASSWORD = "through the pooler";

let server: TestServer;
let admin: Client;
let pooler: PgBouncer;
beforeAll(async () => {
  server = await startServer({});
  admin = await server.admin();
  await admin.query("CREATE ROLE app LOGIN");
  pooler = await startPgBouncer({
    upstream: server.port,
    users: { app: PASSWORD },
    databases: `postgres = host=127.0.0.1 port=${server.port}\nmissing = host=127.0.0.1 port=${server.port}\naway = host=127.0.0.1 port=1`,
    settings: { application_name_add_host: "0", server_login_retry: "1", query_wait_timeout: "2" },
  });
});
afterAll(async () => {
  await pooler.stop();
  await admin.end();
  await server.remove();
});

const through = (change: Partial<Login> = {}) =>
  aLogin(pooler.port, { user: "app", password: PASSWORD, ...change });

test("PgBouncer in transaction mode lets us in, and is proven by the process that answers", async () => {
  const connection = await tried(through());
  expect(connection).toMatchObject({ failure: null, pooler: { suspected: [] } });
  expect(connection.pooler.proven).toEqual([
    expect.stringMatching(/^the process that answers \(\d+\) is not the one/),
  ]);
});

test("a direct session proves no pooler", async () => {
  const connection = await tried(aLogin(server.port));
  expect(connection).toMatchObject({ failure: null, pooler: { proven: [] } });
});

test("no setting of ours stays in the pooler's session for the next client", async () => {
  await tried(through());
  const { host, port, user, database } = through();
  const next = new Client({ host, port, user, database, password: PASSWORD });
  await next.connect();
  const { rows } = await next.query("SHOW statement_timeout");
  await next.end();
  expect(rows).toEqual([{ statement_timeout: "0" }]);
});

test("PgBouncer's refusals are understood, though all have one SQLSTATE, and prove the pooler", async () => {
  const refused = async (change: Partial<Login>) => {
    const { failure, pooler: signs } = await tried(through(change));
    expect({ stage: failure?.stage, sqlstate: failure?.sqlstate }).toEqual({
      stage: "login",
      sqlstate: "08P01",
    });
    expect(signs.proven).toEqual(["it refuses the login as PgBouncer does (SQLSTATE 08P01)"]);
    return failure?.kind;
  };
  expect(await refused({ password: "wrong" })).toBe("authentication");
  expect(await refused({ user: "nobody" })).toBe("authentication");
  expect(await refused({ database: "unknown" })).toBe("database-missing");
  expect(await refused({ database: "missing" })).toBe("database-missing");
  expect(await refused({ database: "away" })).toBe("pooler");
});
