import { loadModule } from "libpg-query";
import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUTHOR, foreignIn } from "./testing/hostile/detector";
import { startHostileServer, SUPERUSER, type HostileServer } from "./testing/hostile/server";
import { namesIn, type SqlName } from "./testing/sql-names";
import { sqlTexts, type SqlText } from "./testing/sql-texts";

/** cases/30 and its kind: the hostile database of the tests is as dangerous as they take it for: an unguarded session runs its code. */
let server: HostileServer;
let texts: SqlText[];
let names: SqlName[];
let exposed: Client;
let safe: Client;

beforeAll(async () => {
  await loadModule();
  texts = await sqlTexts();
  names = namesIn(texts);
  server = await startHostileServer(17, names);
  await server.makeDatabase("exposed", {
    settings: { search_path: "public, pg_catalog" },
    ofLogins: {},
    eventTriggers: true,
  });
  exposed = await server.open(SUPERUSER, "exposed", { exposed: true });
  safe = await server.open(SUPERUSER, "exposed");
});
afterAll(async () => {
  await exposed.end();
  await safe.end();
  await server.stop();
});

/** Sends a statement in a transaction that is rolled back, and returns the executions by roles other than the author. */
async function executionsOf(client: Client, sql: string): Promise<string[]> {
  const mark = server.mark();
  await client.query("BEGIN");
  try {
    await client.query(sql);
  } finally {
    await client.query("ROLLBACK");
  }
  return foreignIn(server.executions(mark));
}

const asSuperuser = (what: string) => `${what}: postgres in a session of postgres, then postgres`;

describe("an unguarded session of a superuser", () => {
  test.each([
    ["SELECT 'a'::pg_catalog.name = 'a'::pg_catalog.name", "operator = (name, name)"],
    ["SELECT current_setting('server_version')", "function current_setting(text)"],
    ["SELECT count(*) FROM pg_catalog.pg_am", "aggregate count"],
    ["SELECT 'a'::text", "type pg_catalog.text"],
    ["SELECT FROM pg_class LIMIT 1", "relation pg_class"],
    ["COMMENT ON TABLE public.items IS ''", "event trigger ddl_command_start"],
  ])("runs the owner's code with %s", async (sql, what) => {
    expect(await executionsOf(exposed, sql)).toContain(asSuperuser(what));
  });

  test("makes the owner a superuser, and a rollback alone takes that back", async () => {
    await exposed.query("SELECT 'a'::text");
    expect(await server.isSuperuser(AUTHOR)).toBe(true);
    await safe.query(`ALTER ROLE ${AUTHOR} NOSUPERUSER`);
    await executionsOf(exposed, "SELECT 'a'::text");
    expect(await server.isSuperuser(AUTHOR)).toBe(false);
  });

  test.each(["DATABASE_PLACE", "SYSTEM_IDENTIFIER", "TRANSACTION_ID", "marked", "fullSample.server"])(
    "runs it with our %s, were it sent without a guard",
    async (wanted) => {
      const sql = texts.find(({ name }) => name === wanted)?.sql ?? "";
      expect(sql).not.toBe("");
      expect(await executionsOf(exposed, sql)).not.toEqual([]);
    },
  );
});

test("a search path of pg_catalog does not keep code out of a statement that plans a user's table", async () => {
  const plan = "EXPLAIN SELECT FROM public.items LIMIT 0";
  expect(await executionsOf(safe, plan)).toContain(asSuperuser("folded in an index"));
  const role = `CREATE ROLE reader; GRANT USAGE ON SCHEMA guarded TO reader; GRANT SELECT ON guarded.secrets TO reader;
    SET LOCAL ROLE reader; EXPLAIN SELECT FROM guarded.secrets LIMIT 0`;
  expect(await executionsOf(safe, role)).toContain(
    "folded in a policy: reader in a session of postgres, then postgres",
  );
});

test("what the author runs itself is no offence", async () => {
  const author = await server.open(AUTHOR, "exposed", { exposed: true });
  const mark = server.mark();
  await author.query("SELECT 'a'::text");
  await author.end();
  expect(server.executions(mark).length).toBeGreaterThan(0);
  expect(foreignIn(server.executions(mark))).toEqual([]);
});

test("every name that a text of ours looks up has a hostile namesake", async () => {
  const { rows } = await safe.query<{ kind: string; name: string }>(`
    SELECT DISTINCT 'function' AS kind, p.proname::text AS name FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
    UNION SELECT 'operator', o.oprname::text FROM pg_operator o WHERE o.oprnamespace = 'public'::regnamespace
    UNION SELECT 'type', t.typname::text FROM pg_type t WHERE t.typnamespace = 'public'::regnamespace
    UNION SELECT 'relation', c.relname::text FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace`);
  const made = new Set(rows.map(({ kind, name }) => `${kind} ${name}`));
  const missing = names
    .filter(({ qualified }) => !qualified)
    .map(({ kind, name }) => `${kind} ${name}`)
    .filter((name) => !made.has(name));
  // Tables of two extensions, and those that the texts' arguments here name.
  expect(missing.sort()).toEqual([
    "relation cron.job",
    "relation partman.part_config",
    "relation public.items",
    "relation public.lines",
  ]);
});
