import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ClientBase } from "pg";
import { z } from "zod";
import { version } from "@/package.json";

/** The folder of the migrations, beside the running program in every way of starting it. */
export const migrationsFolder = (): string => path.join(process.cwd(), "server/store/migrations");

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })).min(1) });

/** Returns the time stamp of this program's newest migration, as the store keeps it. */
export function newestMigration(): number {
  const journal: unknown = JSON.parse(
    readFileSync(path.join(migrationsFolder(), "meta/_journal.json"), "utf8"),
  );
  return Math.max(...journalSchema.parse(journal).entries.map(({ when }) => when));
}

/** The store was changed by a newer program. The message is for the terminal: what, why, what to do. */
export class StoreIsNewer extends Error {
  override name = "StoreIsNewer";

  constructor(made: string | null, at: Date) {
    const by = made === null ? "a newer Headroom (it did not say its version)" : `Headroom ${made}`;
    const start = made === null ? "that version" : `Headroom ${made}`;
    super(
      `Headroom's own store was changed by ${by}, and this is Headroom ${version}: its newest migration, of ${at.toISOString().slice(0, 10)}, is unknown here. Nothing was changed. Start ${start} or a newer one; to go back to ${version}, restore the backup of the store from before the upgrade.`,
    );
  }
}

/** The store has not every migration of this program. The message is for the terminal. */
export class StoreIsOlder extends Error {
  override name = "StoreIsOlder";

  constructor(isEmpty: boolean) {
    super(
      isEmpty
        ? "The store is empty: no Headroom has started on it yet. Is DATABASE_URL right?"
        : `The store was made by an older version than Headroom ${version}. Start Headroom ${version} once, which brings it up to date, or use the version that made it. Nothing was changed.`,
    );
  }
}

const tableSchema = z.object({ migrations: z.string().nullable(), versions: z.string().nullable() });

async function tablesOf(client: ClientBase) {
  const { rows } = await client.query(`SELECT to_regclass('drizzle.__drizzle_migrations')::text AS migrations,
    to_regclass('drizzle.headroom_versions')::text AS versions`);
  return tableSchema.parse(rows[0]);
}

/** Refuses a store that has a migration which is newer than all of ours. @throws StoreIsNewer */
export async function refuseNewerStore(client: ClientBase): Promise<void> {
  const { migrations, versions } = await tablesOf(client);
  if (migrations === null) return;
  const { rows } = await client.query<{ at: string }>(
    "SELECT created_at::text AS at FROM drizzle.__drizzle_migrations WHERE created_at > $1 ORDER BY created_at DESC LIMIT 1",
    [newestMigration()],
  );
  const [newer] = rows;
  if (newer === undefined) return;
  const made =
    versions === null
      ? null
      : await client.query<{ version: string }>(
          "SELECT version FROM drizzle.headroom_versions WHERE migration = $1",
          [newer.at],
        );
  throw new StoreIsNewer(made?.rows[0]?.version ?? null, new Date(Number(newer.at)));
}

/** Refuses a store that is not exactly of this program's version. @throws StoreIsNewer, StoreIsOlder */
export async function requireCurrentStore(client: ClientBase): Promise<void> {
  await refuseNewerStore(client);
  const { migrations } = await tablesOf(client);
  if (migrations === null) throw new StoreIsOlder(true);
  const { rows } = await client.query<{ newest: string | null }>(
    "SELECT max(created_at)::text AS newest FROM drizzle.__drizzle_migrations",
  );
  if (Number(rows[0]?.newest ?? 0) < newestMigration()) throw new StoreIsOlder(false);
}

/** Keeps beside each migration which version of the program made it first. Writes nothing where all of them have one. */
export async function keepVersion(client: ClientBase): Promise<void> {
  const { versions } = await tablesOf(client);
  if (versions === null)
    await client.query(`CREATE TABLE drizzle.headroom_versions (
      migration bigint PRIMARY KEY, version text NOT NULL, made_at timestamptz NOT NULL DEFAULT now())`);
  await client.query(
    `INSERT INTO drizzle.headroom_versions (migration, version)
      SELECT DISTINCT created_at, $1::text FROM drizzle.__drizzle_migrations AS made
      WHERE NOT EXISTS (SELECT FROM drizzle.headroom_versions WHERE migration = made.created_at)`,
    [version],
  );
}
