import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { expect, test } from "vitest";
import { aPlan } from "@/lib/repair/plan/example";
import type { Major } from "@/server/embedded/binaries";
import { startCluster } from "@/server/embedded/cluster";
import { GuardedClient } from "../../watched/guarded-client";
import { blockersOf } from "./blockers";
import { targetSchema } from "@/lib/target/schema";
import type { Blocker } from "@/lib/repair/run/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id int PRIMARY KEY); CREATE TABLE notes (id int PRIMARY KEY); RESET ROLE;`;
const target = targetSchema.parse({ strategy: "owner" });
const READY = { kind: "ready" as const };
/** The oldest and the newest that are supported. */
const ENDS = [14, 18] as const;
const GID = "order's \\ 7";

/** Runs the repair, twice tried, and returns how it ended and whom it named on its way. */
async function run({ login }: FaultyDatabase) {
  const planned = await planOn(login, target, READY, {});
  if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
  const named: Blocker[] = [];
  const ended = await runPlan({
    login,
    recipe: repairing(target, READY, {}),
    fingerprint: planned.fingerprint,
    dry: false,
    pauses: [10],
    onProgress: ({ blockers }) => named.push(...blockers),
  });
  return { ended, named };
}

const withPrepared = (work: (database: FaultyDatabase) => Promise<void>, major: Major = 17) =>
  withDatabase({ major, sql: SHOP }, async (database) => {
    const app = await database.session("app");
    await app.query(
      `BEGIN; INSERT INTO items VALUES (1); PREPARE TRANSACTION ${database.admin.escapeLiteral(GID)}`,
    );
    await app.end();
    await work(database);
  });

test.each(ENDS)(
  "on %i a prepared transaction that holds a table is named by its gid, its owner and its age, and what ends it lets the run through",
  (major) =>
    withPrepared(async (database) => {
      const { ended, named } = await run(database);
      expect(named[0]).toEqual({
        pid: null,
        gid: GID,
        role: "app",
        applicationName: "",
        state: "",
        ageMs: expect.any(Number),
        table: "public.items",
        mode: "ROW EXCLUSIVE",
      });
      expect(ended.state).toBe("blocked");
      expect(ended.says).toContain(`The prepared transaction “${GID}” of app, prepared `);
      const advice = /ROLLBACK PREPARED (?:E?'(?:[^'\\]|''|\\.)*')/.exec(ended.says)?.[0];
      await database.admin.query(advice ?? "no advice");
      expect((await run(database)).ended.state).toBe("applied");
    }, major),
);

test.each(ENDS)("on %i it is named after a restart of the server as well", async (major) => {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-prepared-"));
  const start = () =>
    startCluster({
      major,
      dataDir: path.join(folder, "data"),
      superuser: "postgres",
      settings: { max_prepared_transactions: "5", fsync: "off" },
    });
  const within = async (port: number, work: (client: Client) => Promise<void>) => {
    const client = new Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
    await client.connect();
    await work(client).finally(() => client.end());
  };
  const table = { schema: "public", name: "items" };
  const locks = [{ ...table, mode: "ACCESS EXCLUSIVE" as const }];
  let cluster = await start();
  try {
    await within(cluster.port, async (client) => {
      await client.query("CREATE TABLE items (id int)");
      await client.query("BEGIN; INSERT INTO items VALUES (1); PREPARE TRANSACTION 'seven'");
    });
    await cluster.stop();
    cluster = await start();
    await within(cluster.port, async (client) => {
      expect(await blockersOf(new GuardedClient(client), { ...aPlan, locks })).toMatchObject([
        { pid: null, gid: "seven", role: "postgres", table: "public.items" },
      ]);
    });
  } finally {
    await cluster.stop();
    rmSync(folder, { recursive: true });
  }
});

test("the oldest stands first, prepared or not", () =>
  withPrepared(async (database) => {
    const reader = await database.session("app");
    await reader.query("BEGIN; SELECT FROM notes");
    const { named } = await run(database);
    expect(named.slice(0, 2).map(({ table, gid }) => [table, gid])).toEqual([
      ["public.items", GID],
      ["public.notes", undefined],
    ]);
  }));

test("where the view of prepared transactions is closed to the role nobody is named, and the run ends as it would", () =>
  withPrepared(async (database) => {
    await database.admin.query("REVOKE SELECT ON pg_prepared_xacts FROM PUBLIC");
    await database.admin.query(
      "CREATE ROLE admin LOGIN CREATEROLE REPLICATION; GRANT app TO admin WITH ADMIN OPTION",
    );
    await database.admin.query(`ALTER DATABASE ${database.name} OWNER TO admin`);
    const { ended, named } = await run({ ...database, login: { ...database.login, user: "admin" } });
    expect(ended.says).toContain("Other sessions hold them");
    expect(named).toEqual([]);
  }));
