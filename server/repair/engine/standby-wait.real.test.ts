import { expect, test } from "vitest";
import { targetSchema } from "@/lib/target/schema";
import { versionsFor } from "@/server/testing/versions";
import { openSession } from "../../watched/connect";
import { withDatabase, type FaultyDatabase } from "../../watched/faults/harness";
import type { RunTransaction } from "../../watched/guarded-client";
import { planOn } from "./plan";
import { outcomeOf } from "./settle";
import { commitWithin } from "./standby-wait";
import { TRANSACTION_ID } from "./sql/transaction";

/** The sessions of the test itself wait for no standby; those of the role that repairs do. */
const SETTINGS = { synchronous_standby_names: "replica_2", synchronous_commit: "local" };
const SHOP = `
  CREATE ROLE fixer SUPERUSER LOGIN; ALTER ROLE fixer SET synchronous_commit = on;
  CREATE ROLE app LOGIN; GRANT CREATE ON SCHEMA public TO app; SET ROLE app;
  CREATE TABLE items (id serial PRIMARY KEY); RESET ROLE;`;
const target = targetSchema.parse({ strategy: "owner" });
const READY = { kind: "ready" as const };

async function planned({ login }: FaultyDatabase) {
  const made = await planOn(login, target, READY, {});
  if ("connection" in made) throw new Error(JSON.stringify(made.connection.failure));
  return made;
}

/** Opens a transaction of the role that waits for the standby, with a change in it, and hands over its id. */
async function changing(
  { login }: FaultyDatabase,
  work: (transaction: RunTransaction, xid: string) => Promise<boolean>,
): Promise<boolean> {
  const opened = await openSession(login);
  if ("connection" in opened) throw new Error(JSON.stringify(opened.connection.failure));
  try {
    return await opened.session.client.run(async (transaction) => {
      const rows = await transaction.rows(["CREATE ROLE made_by_run", TRANSACTION_ID]);
      return work(transaction, String(rows.at(-1)?.[0]?.xid));
    });
  } finally {
    await opened.session.close();
  }
}

test.each(versionsFor("ends"))(
  "Postgres %i: a commit whose standby went away meanwhile stops waiting, and is known to be committed",
  (major) =>
    withDatabase({ major, sql: SHOP, settings: SETTINGS, visitor: "fixer" }, async (database) => {
      const { login, admin } = database;
      const committed = await changing(database, (transaction, xid) =>
        commitWithin(transaction, { login, xid }, 100),
      );
      expect(committed).toBe(true);
      expect((await admin.query("SELECT FROM pg_roles WHERE rolname = 'made_by_run'")).rows).toHaveLength(1);
    }),
);

test("a commit that waits for a standby while its outcome is asked for is committed, and not in progress for ever", () =>
  withDatabase({ major: 18, sql: SHOP, settings: SETTINGS, visitor: "fixer" }, async (database) => {
    const { login } = database;
    const { plan } = await planned(database);
    await changing(database, async (transaction, xid) => {
      const committing = transaction.commit();
      const sent = { xid, plan, target };
      await expect.poll(() => outcomeOf(login, sent)).toMatchObject({ outcome: "committed" });
      return committing;
    });
  }));
