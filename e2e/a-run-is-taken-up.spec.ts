import { Client } from "pg";
import { expectAccessible } from "./support/accessible";
import { addDatabase } from "./support/add-database";
import { enter } from "./support/enter";
import type { OwnDatabase } from "./support/own-database";
import { applyButton, applyPlan, runOf } from "./support/repair";
import { streamAsStandby } from "./support/standby";
import { expect, test } from "./support/test";

/** Carries statements out, each by itself, over a session of its own. */
async function inDatabase({ url }: OwnDatabase, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

test("a run whose last step has to wait is left not finished, and the rest is done when it can be", async ({
  page,
  headroom,
  ownDatabase,
}) => {
  // Where a standby could take over a failover slot is worth something, and Postgres makes one only outside a transaction.
  await inDatabase(ownDatabase, "ALTER SYSTEM SET wal_level = logical");
  await ownDatabase.crash();
  await ownDatabase.start();
  const endStandby = await streamAsStandby(ownDatabase);
  const run = runOf(page);

  await enter(page, headroom);
  const own = await addDatabase(page, headroom.address, ownDatabase.url, "Standby");
  await page.goto(new URL(`${own}/repair?strategy=manual`, headroom.address).href);
  await expect(applyButton(page)).toBeEnabled();
  await expect(page.getByRole("region", { name: "Plan" })).toContainText("Make the slot");
  // Making a slot waits for every transaction that has written something.
  const writer = new Client({ connectionString: ownDatabase.url });
  await writer.connect();
  await writer.query("BEGIN; SELECT pg_current_xact_id()");
  const applyIt = () => applyPlan(page, "Standby");
  await applyIt();
  await expect(run).toContainText("Not finished");
  await expect(run).toContainText("Shown once");
  await expectAccessible(page);

  await writer.query("ROLLBACK");
  await writer.end();
  await run.getByRole("button", { name: "Try the rest again" }).click();
  await expect(run).toContainText("Applied and verified");

  await run.getByRole("link", { name: "Undo", exact: true }).click();
  await applyIt();
  await expect(run).toContainText("Undone and verified");
  await endStandby();
  await inDatabase(
    ownDatabase,
    "DO $$ BEGIN WHILE EXISTS (SELECT FROM pg_replication_slots WHERE active) LOOP PERFORM pg_sleep(0.05); END LOOP; END $$",
    "SELECT pg_drop_replication_slot('standby')",
    "ALTER SYSTEM RESET wal_level",
  );
  await ownDatabase.crash();
  await ownDatabase.start();
});
