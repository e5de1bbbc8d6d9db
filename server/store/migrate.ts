import "server-only";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { withPatience } from "./db";
import { partialStoreError, refusePartialStore } from "./whole";
import { keepVersion, migrationsFolder, refuseNewerStore } from "./versions";

/** Number of a lock that has no other use: replicas that start together migrate one after the other. */
export const MIGRATION_LOCK = 4_172_331;

/**
 * Brings the store's tables to today's shape, and keeps with them which version did it. Safe to call from several replicas
 * at once. @throws StoreIsNewer, with nothing changed, for a store that a newer version made; StoreIsPartial for one that lacks a part
 */
export async function migrateStore(): Promise<void> {
  await withPatience(async (db, client) => {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    try {
      await refuseNewerStore(client);
      await migrate(db, { migrationsFolder: migrationsFolder() }).catch((error: unknown) => {
        throw partialStoreError(error);
      });
      await refusePartialStore(client);
      await keepVersion(client);
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [MIGRATION_LOCK]);
    }
  });
}
