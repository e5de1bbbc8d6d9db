import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Wanted } from "@/lib/repair/request";
import { targetSchema } from "@/lib/target/schema";
import type { Major } from "@/server/embedded/binaries";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { streamAsStandby } from "../../watched/faults/replication";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";

const sql = `CREATE ROLE electric LOGIN REPLICATION; CREATE ROLE app LOGIN;
  CREATE TABLE items (id int PRIMARY KEY); ALTER TABLE items OWNER TO app;`;
/** Every commit waits, but for those of the harness. */
const settings = { synchronous_standby_names: "replica_2" };
const target = targetSchema.parse({ strategy: "manual" });
const IDENTITY: Wanted = { kind: "checks", checks: ["tables.replica_identity"] };

/** Plans as the fault's visitor and returns what is said before, and the run, which is under way. */
async function start({ login }: FaultyDatabase) {
  const planned = await planOn(login, target, IDENTITY, {});
  if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
  const { plan, fingerprint } = planned;
  const recipe = repairing(target, IDENTITY, {});
  const accepted = plan.acceptances.map(({ id }) => id);
  return {
    said: plan.consequences.join(" "),
    ended: runPlan({ login, recipe, fingerprint, accepted, dry: false }),
  };
}

const identityOf = async ({ admin }: FaultyDatabase): Promise<string | undefined> =>
  (await admin.query<{ relreplident: string }>("SELECT relreplident FROM pg_class WHERE relname = 'items'"))
    .rows[0]?.relreplident;

/** Ends the wait of a commit for a standby, as its statement_timeout would. */
async function endWait({ admin }: FaultyDatabase): Promise<void> {
  const cancel = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
  while ((await admin.query(cancel)).rows.length === 0) await sleep(10);
}

const MAJORS: Major[] = [14, 18];
const UNCONFIRMED = "No synchronous standby has confirmed the commit";

test.each(MAJORS)("a run on Postgres %i does not wait for a standby that is away, and says so", (major) =>
  withDatabase({ major, settings, sql }, async (database) => {
    expect(await database.findingOf("server.synchronous_standbys")).toMatchObject({ status: "fail" });
    const { said, ended } = await start(database);
    expect(said).toContain("This run's commit does not wait for it");
    const { state, says } = await ended;
    expect({ state, says }).toEqual({ state: "applied", says: expect.stringContaining(UNCONFIRMED) });
    expect(await identityOf(database)).toBe("f");
  }),
);

test.each(MAJORS)(
  "a commit on Postgres %i whose wait for an unseen standby is cut short is told as applied",
  (major) =>
    withDatabase({ major, settings, sql, visitor: "app" }, async (database) => {
      const reader = { port: database.port, database: database.name, role: "postgres" };
      const other = await streamAsStandby(database.admin, { ...reader, slot: "other", name: "other" });
      expect(await database.findingOf("server.synchronous_standbys")).toMatchObject({ status: "unknown" });
      const { said, ended } = await start(database);
      expect(said).toContain("The commit waits for 10 s at most");
      await endWait(database);
      const { state, says } = await ended;
      expect({ state, says }).toEqual({ state: "applied", says: expect.stringContaining(UNCONFIRMED) });
      expect(await identityOf(database)).toBe("f");
      await other.stop();
    }),
);
