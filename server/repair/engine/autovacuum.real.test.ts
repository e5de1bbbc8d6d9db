import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { eventually } from "@/server/testing/eventually";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

const target = targetSchema.parse({ strategy: "member" });
const READY = { kind: "ready" as const };

/** cases/16: autovacuum at once, and so slow that it is never through before it is waited for. */
const settings = {
  autovacuum: "on",
  autovacuum_naptime: "1s",
  autovacuum_vacuum_cost_delay: "100ms",
  autovacuum_vacuum_cost_limit: "1",
  log_autovacuum_min_duration: "-1",
};

const sql = (options: string) => [
  `CREATE ROLE app LOGIN; CREATE ROLE electric LOGIN REPLICATION`,
  `CREATE TABLE big (id int PRIMARY KEY, v text) WITH (${options})`,
  `ALTER TABLE big OWNER TO app`,
  `INSERT INTO big SELECT g, repeat('x', 500) FROM generate_series(1, 20000) g`,
  `UPDATE big SET v = repeat('y', 500)`,
];

/** A table that is vacuumed for its age alone, which no switch turns off. */
const WRAPAROUND = "autovacuum_enabled = false, autovacuum_freeze_max_age = 100000";

async function autovacuumOf({ admin }: FaultyDatabase, query: RegExp): Promise<void> {
  await eventually(async () => {
    const { rows } = await admin.query<{ query: string }>(
      "SELECT query FROM pg_stat_activity WHERE backend_type = 'autovacuum worker' AND datname = current_database()",
    );
    expect(rows.map(({ query }) => query).join()).toMatch(query);
  });
}

async function run(database: FaultyDatabase, pauses: number[]) {
  const planned = await planOn(database.login, target, READY, {});
  if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
  const named: string[] = [];
  const ended = await runPlan({
    login: database.login,
    recipe: repairing(target, READY, {}),
    fingerprint: planned.fingerprint,
    dry: false,
    pauses,
    onProgress: ({ blockers }) => named.push(...blockers.map(({ backendType }) => backendType ?? "")),
  });
  return { ended, named };
}

test.each([14, 18] as const)("on %i a plain autovacuum gives way at the second try", async (major) => {
  const options = "autovacuum_vacuum_threshold = 10, autovacuum_vacuum_scale_factor = 0";
  await withDatabase({ major, settings, sql: sql(options) }, async (database) => {
    await autovacuumOf(database, /VACUUM.* public\.big$/);
    const { ended, named } = await run(database, [0, 0]);
    expect(ended).toMatchObject({ state: "applied" });
    expect(named[0]).toBe("autovacuum worker");
    const { rows } = await database.admin.query("SELECT relreplident FROM pg_class WHERE relname = 'big'");
    expect(rows).toEqual([{ relreplident: "f" }]);
  });
});

test("one to prevent wraparound is named, with what to do, and nothing is changed", async () => {
  await withDatabase({ major: 17, settings, sql: sql(WRAPAROUND) }, async (database) => {
    // The table's age has to pass the limit of the table: each transaction takes an id.
    await database.admin.query(
      "CREATE PROCEDURE age() LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..100100 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$",
    );
    await database.admin.query("CALL age()");
    await autovacuumOf(database, /VACUUM.* public\.big \(to prevent wraparound\)/);
    const { ended } = await run(database, [0, 0]);
    expect(ended.state).toBe("blocked");
    expect(ended.says).toMatch(
      /autovacuum of public\.big to prevent wraparound, pid \d+, holds public\.big\./,
    );
    expect(ended.says).toContain("VACUUM (FREEZE)");
    expect(ended.says).not.toContain("End that transaction");
  });
});
