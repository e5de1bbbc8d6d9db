import "server-only";
import path from "node:path";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { withConnection } from "./db";

/** Any number that nobody else uses: replicas that start together migrate one after the other. */
const MIGRATION_LOCK = 4_172_331;

/** Brings the store's tables to today's shape. Safe to call from several replicas at once. */
export async function migrateStore(): Promise<void> {
  await withConnection(async (client) => {
    const db = drizzle(client);
    await db.execute(sql`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    try {
      await migrate(db, { migrationsFolder: path.join(process.cwd(), "server/store/migrations") });
    } finally {
      await db.execute(sql`SELECT pg_advisory_unlock(${MIGRATION_LOCK})`);
    }
  });
}
