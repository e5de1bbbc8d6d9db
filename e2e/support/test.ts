import { test as base } from "@playwright/test";
import { makeDataFolder, startHeadroom, type Headroom } from "./headroom";
import { startOwnDatabase, type OwnDatabase } from "./own-database";

type OfOneTest = {
  /** A Headroom of the test's own, where it begins with nothing or no other test may be seen; stopped however the test ends. */
  fresh: Headroom;
};
type Servers = { headroom: Headroom; ownDatabase: OwnDatabase };

/** Runs work with a Headroom that begins with nothing, and stops it however the work ends. */
async function withHeadroom(work: (headroom: Headroom) => Promise<void>): Promise<void> {
  const { dataDir, remove } = makeDataFolder();
  const headroom = await startHeadroom(dataDir);
  try {
    await work(headroom);
  } finally {
    await headroom.stop();
    remove();
  }
}

/** Playwright's test with a Headroom and a Postgres of one's own beside it, both started once per worker. */
export const test = base.extend<OfOneTest, Servers>({
  fresh: [async ({}, use) => withHeadroom(use), { timeout: 8 * 60_000 }],
  headroom: [async ({}, use) => withHeadroom(use), { scope: "worker", timeout: 8 * 60_000 }],
  ownDatabase: [
    async ({}, use) => {
      const database = await startOwnDatabase();
      await use(database);
      await database.stop();
    },
    { scope: "worker", timeout: 8 * 60_000 },
  ],
});

export { expect } from "@playwright/test";
