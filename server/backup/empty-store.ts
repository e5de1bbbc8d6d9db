import "server-only";
import type { PoolClient } from "pg";
import { z } from "zod";
import { count, listed } from "@/lib/text/words";
import { BackupProblem } from "./problem";

/** Tables whose rows people would miss most, with words for one row and for several. */
const NAMED = [
  ["user", "account", "accounts"],
  ["profiles", "database", "databases"],
  ["audit_events", "audit entry", "audit entries"],
] as const;

const countSchema = z.object({ count: z.number() });

async function countOf(client: PoolClient, sql: string): Promise<number> {
  const { rows } = await client.query(sql);
  return countSchema.parse(rows[0]).count;
}

async function contents(client: PoolClient, tables: number): Promise<string> {
  const found: string[] = [];
  for (const [table, one, several] of NAMED) {
    const there = await countOf(client, `SELECT count(to_regclass('public."${table}"'))::int AS count`);
    const rows =
      there === 0 ? 0 : await countOf(client, `SELECT count(*)::int AS count FROM public."${table}"`);
    if (rows > 0) found.push(count(rows, one, several));
  }
  return found.length === 0
    ? `${count(tables, "table", "tables")}, without accounts or databases`
    : listed(found);
}

/** Refuses a store that has any table: a restore takes the place of nothing. @throws BackupProblem that names what is there */
export async function refuseFullStore(client: PoolClient): Promise<void> {
  const tables = await countOf(
    client,
    `SELECT count(*)::int AS count FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
      WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'drizzle', 'pgboss')`,
  );
  if (tables === 0) return;
  throw new BackupProblem(
    `The store is not empty: it has ${await contents(client, tables)}. Nothing was restored, and nothing is written over. Restore into an empty database (createdb makes one), or, with the embedded store, move the folder \`store\` of its data folder away first.`,
  );
}
