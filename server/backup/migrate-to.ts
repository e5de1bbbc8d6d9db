import "server-only";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { PoolClient } from "pg";
import { migrationsFolder } from "../store/versions";

/** The table that drizzle's migrator keeps (drizzle-orm 0.45.4, pg-core/dialect.js): a later start reads it. */
const MIGRATIONS = `CREATE SCHEMA IF NOT EXISTS drizzle; CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (
  id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`;

/** Returns the time stamps of this program's migrations. */
export const knownMigrations = (): number[] =>
  readMigrationFiles({ migrationsFolder: migrationsFolder() }).map(({ folderMillis }) => folderMillis);

/** Runs the migrations after one and up to another, within the transaction of the connection. */
export async function migrateBetween(client: PoolClient, after: number, upTo: number): Promise<void> {
  await client.query(MIGRATIONS);
  for (const { folderMillis, hash, sql } of readMigrationFiles({ migrationsFolder: migrationsFolder() })) {
    if (folderMillis <= after || folderMillis > upTo) continue;
    for (const statement of sql) await client.query(statement);
    await client.query("INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)", [
      hash,
      folderMillis,
    ]);
  }
}
