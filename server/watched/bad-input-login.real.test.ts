import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { MAJORS } from "@/server/embedded/binaries";
import { openSession } from "./connect";
import { withDatabase } from "./faults/harness";
import { saying } from "./testing/listener";
import { startServer, type TestServer } from "./testing/server";
import { aLogin, nothingIsLeft, tried } from "./testing/tried";

const PASSWORD = "pa'ss wörd@:/%25";
const HBA = `
host all md5er  127.0.0.1/32 md5
host all clear  127.0.0.1/32 password
host all banned 127.0.0.1/32 reject
host all all    127.0.0.1/32 scram-sha-256
`;
const ROLES = `
CREATE ROLE app LOGIN PASSWORD '${PASSWORD.replace("'", "''")}';
CREATE ROLE clear LOGIN PASSWORD 'in the clear';
SET password_encryption = 'md5';
CREATE ROLE md5er LOGIN PASSWORD 'an old way';
SET password_encryption = 'scram-sha-256';
CREATE ROLE banned LOGIN;
CREATE ROLE asleep NOLOGIN PASSWORD 'asleep';
CREATE ROLE expired LOGIN PASSWORD 'too late' VALID UNTIL '2020-01-01';
`;

let server: TestServer;
let admin: Client;
beforeAll(async () => {
  server = await startServer({ hba: HBA });
  admin = await server.admin();
  await admin.query(ROLES);
  await admin.query("CREATE DATABASE closed");
  await admin.query("REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
  await admin.query("CREATE DATABASE shut ALLOW_CONNECTIONS false");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await nothingIsLeft(admin);
});
afterAll(async () => {
  await admin.end();
  await server.remove();
});

const as = (user: string, password: string | null, change: Parameters<typeof aLogin>[1] = {}) =>
  aLogin(server.port, { user, password, ...change });

test.each([
  ["app", PASSWORD],
  ["md5er", "an old way"],
  ["clear", "in the clear"],
])("%s gets in with the right password, however it is asked for", async (user, password) => {
  expect((await tried(as(user, password))).failure).toBeNull();
});

test.each([
  ["app", "wrong"],
  ["md5er", "wrong"],
  ["clear", "wrong"],
  ["nobody-of-this-name", "any"],
  ["expired", "too late"],
])("%s with the password %s is refused", async (user, password) => {
  const { failure, stages } = await tried(as(user, password));
  expect(failure).toMatchObject({ kind: "authentication", stage: "login", sqlstate: "28P01" });
  expect(stages.at(-1)).toMatchObject({ stage: "login", status: "failed" });
});

test.each([null, ""])(
  "no password (%j) is told as such, whatever this machine would know",
  async (password) => {
    const folder = mkdtempSync(path.join(tmpdir(), "headroom-pgpass-"));
    try {
      writeFileSync(path.join(folder, "pgpass"), `*:*:*:*:${PASSWORD.replace(":", "\\:")}\n`, {
        mode: 0o600,
      });
      vi.stubEnv("PGPASSFILE", path.join(folder, "pgpass"));
      vi.stubEnv("PGPASSWORD", PASSWORD);
      for (const user of ["app", "clear", "md5er"])
        expect((await tried(as(user, password))).failure).toMatchObject({
          kind: "authentication",
          sqlstate: null,
        });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test("nothing of libpq's environment reaches the session", async () => {
  const environment = {
    PGHOST: "192.0.2.1",
    PGPORT: "1",
    PGUSER: "md5er",
    PGDATABASE: "closed",
    PGOPTIONS: "-c statement_timeout=1234",
    PGAPPNAME: "not us",
    PGSSLMODE: "verify-full",
    PGSSLNEGOTIATION: "direct",
    PGREPLICATION: "database",
    PGCONNECT_TIMEOUT: "1",
    PGCLIENT_ENCODING: "LATIN1",
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const opened = await openSession(as("app", PASSWORD, { sslmode: "disable" }));
  if (!("session" in opened)) throw new Error(JSON.stringify(opened.connection.failure));
  const asked = `SELECT current_user AS user, current_database() AS database, (SELECT reset_val FROM pg_settings WHERE name = 'statement_timeout') AS timeout,
    current_setting('application_name') AS name, current_setting('client_encoding') AS encoding`;
  const [rows] = await opened.session.client.read([asked]);
  await opened.session.close();
  expect(rows).toEqual([
    { user: "app", database: "postgres", timeout: "0", name: "headroom", encoding: "UTF8" },
  ]);
});

test("an empty user or database is not taken from the environment either", async () => {
  vi.stubEnv("PGUSER", "app");
  vi.stubEnv("PGDATABASE", "postgres");
  expect((await tried(as("", PASSWORD))).failure).toMatchObject({ sqlstate: "28000" });
  const noDatabase = await tried(as("app", PASSWORD, { database: "" }));
  expect(noDatabase.failure).toMatchObject({
    kind: "database-missing",
    said: 'database "app" does not exist',
  });
});

test.each(["banned", "asleep"])(
  "%s, whom the server lets in never, is not told of a wrong password",
  async (user) => {
    expect((await tried(as(user, "asleep"))).failure).toMatchObject({
      kind: "authorization",
      sqlstate: "28000",
    });
  },
);

test("a database that does not exist, is not for this role, or for nobody", async () => {
  const failureOf = async (database: string) => (await tried(as("app", PASSWORD, { database }))).failure;
  expect(await failureOf("Missing")).toMatchObject({ kind: "database-missing", sqlstate: "3D000" });
  expect(await failureOf("closed")).toMatchObject({ kind: "authorization", sqlstate: "42501" });
  expect(await failureOf("shut")).toMatchObject({ kind: "other", sqlstate: "55000" });
});

test("a server that sends the password back cannot make it seen", async () => {
  const words = `SFATAL\0C28P01\0Mwrong: ${PASSWORD}\0\0`;
  const error = Buffer.concat([Buffer.from("E\0\0\0\0"), Buffer.from(words)]);
  error.writeUInt32BE(error.length - 1, 1);
  const listener = await saying(error);
  const { failure } = await tried(aLogin(listener.port, { password: PASSWORD, sslmode: "disable" }));
  expect(failure).toMatchObject({ kind: "authentication", said: "wrong: ••••" });
  await listener.close();
});

test.each(MAJORS)(
  "Postgres %i: full, and a role or a database at its limit, are told apart",
  async (major) => {
    const settings = {
      max_connections: "6",
      superuser_reserved_connections: "2",
      max_wal_senders: "0",
      wal_level: "replica",
    };
    const sql = "CREATE ROLE limited LOGIN CONNECTION LIMIT 1; CREATE ROLE app LOGIN";
    await withDatabase({ major, settings, sql }, async (database) => {
      const as = (user: string) => ({ ...database.login, user });
      const kindOf = async (user: string) => (await tried(as(user))).failure;
      await database.session("limited");
      expect(await kindOf("limited")).toMatchObject({
        kind: "role-limit",
        stage: "login",
        sqlstate: "53300",
      });
      await database.admin.query(`ALTER DATABASE ${database.name} CONNECTION LIMIT 1`);
      expect(await kindOf("app")).toMatchObject({
        kind: "database-limit",
        stage: "login",
        sqlstate: "53300",
      });
      await database.admin.query(`ALTER DATABASE ${database.name} CONNECTION LIMIT -1`);
      // The keeper's and the admin's sessions are two, `limited` is one more; two of the six are a superuser's alone.
      await database.session("app");
      expect(await kindOf("app")).toMatchObject({ kind: "full", stage: "login", sqlstate: "53300" });
      await nothingIsLeft(database.admin);
    });
  },
);
