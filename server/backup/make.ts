import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { createWriteStream, existsSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { drizzle } from "drizzle-orm/node-postgres";
import type { PoolClient } from "pg";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import { z } from "zod";
import { version } from "@/package.json";
import { hasCode } from "@/lib/log/unlogged";
import { readChain } from "../audit/verify";
import { ring } from "../secrets/keys";
import { withPatience } from "../store/db";
import * as schema from "../store/schema";
import { FORMAT, proofOf, type Header, type Trailer } from "./format";
import { BackupProblem } from "./problem";
import { settle, taken } from "./settle";
import { keptTables } from "./tables";

/** Bytes of rows that are fetched at a time, about: a kept check run can be megabytes. */
const AIM = 4_000_000;
const MOST_ROWS = 1_000;

/** Values are written as the restore reads them, whatever the store's own settings are. */
const AS_TEXT = `SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'`;

/** Progress: a table was written, with so many rows. */
export type TableDone = (table: string, rows: number) => void;

const columnsSchema = z.array(z.object({ name: z.string() }));

/** Returns the columns of a table in their order, none where the store does not have it yet. */
export async function columnsOf(client: PoolClient, table: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = to_regclass('public.' || quote_ident($1))
      AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return columnsSchema.parse(rows).map(({ name }) => name);
}

async function* rowsOf(client: PoolClient, table: string): AsyncGenerator<string> {
  const name = quoteIdentifier(table);
  await client.query(
    `DECLARE backup_rows NO SCROLL CURSOR FOR SELECT one::text AS row FROM public.${name} AS one`,
  );
  for (let count = 10; ;) {
    const { rows } = await client.query<{ row: string }>(`FETCH ${count} FROM backup_rows`);
    let bytes = 0;
    for (const { row } of rows) {
      bytes += row.length;
      yield row;
    }
    if (rows.length < count) break;
    count = Math.min(MOST_ROWS, Math.max(1, Math.round((count * AIM) / Math.max(1, bytes))));
  }
  await client.query("CLOSE backup_rows");
}

async function headerOf(client: PoolClient): Promise<Header> {
  const { rows } = await client.query<{ newest: string }>(
    "SELECT max(created_at)::text AS newest FROM drizzle.__drizzle_migrations",
  );
  return {
    headroom: "backup",
    format: FORMAT,
    version,
    takenAt: new Date().toISOString(),
    migration: Number(rows[0]?.newest),
    keyId: ring()[0].id,
  };
}

/** Yields the values of a backup but its seal, from one snapshot. */
async function* valuesOf(client: PoolClient, onTable: TableDone): AsyncGenerator<unknown> {
  yield await headerOf(client);
  const trailer: Trailer = { rows: {}, audit: { rows: 0, head: null } };
  for (const table of keptTables()) {
    const columns = await columnsOf(client, table);
    if (columns.length === 0) continue;
    yield { table, columns };
    let rows = 0;
    for await (const row of rowsOf(client, table)) {
      rows += 1;
      yield row;
    }
    trailer.rows[table] = rows;
    onTable(table, rows);
  }
  const { rows, head, flaw } = await readChain(drizzle(client, { schema }));
  if (flaw !== null)
    throw new BackupProblem(
      `The audit log is broken at entry ${flaw.id}, so that no backup of it could be verified. See what is wrong: npx headroom audit verify.`,
    );
  trailer.audit = { rows, head: head?.hash ?? null };
  yield trailer;
}

async function* linesOf(client: PoolClient, onTable: TableDone): AsyncGenerator<string> {
  const hash = createHash("sha256");
  for await (const value of valuesOf(client, onTable)) {
    const line = `${JSON.stringify(value)}\n`;
    hash.update(line);
    yield line;
  }
  const sha256 = hash.digest("hex");
  yield `${JSON.stringify({ sha256, hmac: proofOf(ring()[0], sha256) })}\n`;
}

/**
 * Writes the whole store as it is at one moment into a new file of mode 0600, while servers go on. The file has its name when it is whole.
 * @throws BackupProblem where the file is there, or cannot be written
 */
export async function makeBackup(file: string, onTable: TableDone = () => undefined): Promise<void> {
  if (existsSync(file)) throw taken(file);
  // No id of a process: those of containers that share a volume are the same.
  const draft = `${file}.${randomBytes(6).toString("hex")}.part`;
  const discard = () => rmSync(draft, { force: true });
  process.once("exit", discard);
  try {
    await withPatience(async (_db, client) => {
      await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      await client.query(AS_TEXT);
      await pipeline(
        linesOf(client, onTable),
        createGzip(),
        createWriteStream(draft, { mode: 0o600, flags: "wx" }),
      );
      await client.query("COMMIT");
    });
    settle(draft, file);
  } catch (error) {
    if (
      hasCode(error, "ENOENT", "EACCES", "ENOSPC", "EROFS", "EISDIR", "ENOTDIR", "EPERM") &&
      error instanceof Error
    )
      throw new BackupProblem(`The backup cannot be written: ${error.message}.`);
    throw error;
  } finally {
    process.off("exit", discard);
    discard();
  }
}
