import { Client } from "pg";
import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import { planOn } from "./plan";
import { repairing } from "./recipe";
import { runPlan } from "./run";
import { outcomeOf } from "./settle";

const SHOP = `
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY); RESET ROLE;`;
const target = targetSchema.parse({ strategy: "owner" });
const READY = { kind: "ready" as const };

/** A file of pg_xact has 2^20 transactions, and is removed when all of them are frozen in every database (clog.c, slru.c). */
const ONE_FILE = 1_050_000;

/** Makes a server forget what it did: a million transactions more, and a freeze in each of its databases. */
async function age({ admin, name, port }: FaultyDatabase): Promise<void> {
  await admin.query(`CREATE PROCEDURE live_on(transactions int) LANGUAGE plpgsql AS $$
    BEGIN FOR i IN 1..transactions LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$`);
  await admin.query("CALL live_on($1)", [ONE_FILE]);
  await admin.query("ALTER DATABASE template0 ALLOW_CONNECTIONS true");
  for (const database of ["template0", "template1", "postgres", name]) {
    const client = new Client({ host: "127.0.0.1", port, user: "postgres", database });
    await client.connect();
    await client.query("VACUUM FREEZE");
    await client.end();
  }
}

test(
  "a server that has really forgotten a run's transaction still bears its mark, and the run is known to be committed",
  () =>
    withDatabase({ sql: SHOP, settings: { synchronous_commit: "off" } }, async (database) => {
      const { login, admin } = database;
      const planned = await planOn(login, target, READY, {});
      if ("connection" in planned) throw new Error(JSON.stringify(planned.connection.failure));
      const { fingerprint } = planned;
      const { xid, plan } = await runPlan({
        login,
        recipe: repairing(target, READY, {}),
        fingerprint,
        dry: false,
      });
      if (xid === null || plan === null) throw new Error("It was not committed.");
      await age(database);
      const { rows } = await admin.query("SELECT pg_xact_status($1::xid8) AS status", [xid]);
      expect(rows).toEqual([{ status: null }]);
      expect(await outcomeOf(login, { xid, plan, target })).toEqual({
        outcome: "committed",
        says: expect.stringMatching(/^The server has forgotten .* Rows of the catalogue were written by it/),
      });
    }),
  180_000,
);
