import "server-only";
import type { PoolClient } from "pg";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { Header, Table } from "./format";
import { columnsOf, type TableDone } from "./make";
import { migrateBetween } from "./migrate-to";
import { BackupProblem } from "./problem";
import { readBackup, type BackupReader, type WholeBackup } from "./read";
import { LEFT_OUT } from "./tables";

/** Bytes and rows of one INSERT, at most, about. */
const BYTES = 4_000_000;
const ROWS = 500;

/** Puts a backup's rows into the tables of its own version, which it makes first. */
class Loader implements BackupReader {
  readonly #client: PoolClient;
  readonly #onTable: TableDone;
  #table: string | null = null;
  #total = 0;
  #rows: string[] = [];
  #bytes = 0;

  constructor(client: PoolClient, onTable: TableDone) {
    this.#client = client;
    this.#onTable = onTable;
  }

  async header({ migration }: Header): Promise<void> {
    await migrateBetween(this.#client, 0, migration);
  }

  async table({ table, columns }: Table): Promise<void> {
    await this.finish();
    const here = await columnsOf(this.#client, table);
    if (Object.hasOwn(LEFT_OUT, table) || JSON.stringify(here) !== JSON.stringify(columns))
      throw new BackupProblem(
        `The table ${table} of the backup is not as its version of Headroom makes it. Nothing was restored. Restore with the version that made it, then upgrade.`,
      );
    this.#table = table;
  }

  async row(row: string): Promise<void> {
    this.#rows.push(row);
    this.#bytes += row.length;
    if (this.#rows.length >= ROWS || this.#bytes >= BYTES) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#table === null || this.#rows.length === 0) return;
    const name = `public.${quoteIdentifier(this.#table)}`;
    // OFFSET 0 keeps each line from being read once for each column.
    await this.#client.query(
      `INSERT INTO ${name} SELECT (read.row).* FROM (SELECT line::${name} AS row FROM unnest($1::text[]) AS line OFFSET 0) AS read`,
      [this.#rows],
    );
    this.#total += this.#rows.length;
    this.#rows = [];
    this.#bytes = 0;
  }

  /** Ends the table under way. */
  async finish(): Promise<void> {
    await this.#flush();
    if (this.#table !== null) this.#onTable(this.#table, this.#total);
    this.#table = null;
    this.#total = 0;
  }
}

/** Serial columns go on after the highest value that was loaded. */
async function advanceSequences(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `SELECT pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) AS sequence,
      format('%I.%I', table_schema, table_name) AS "table", quote_ident(column_name) AS "column"
      FROM information_schema.columns WHERE table_schema = 'public'
        AND pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) IS NOT NULL`,
  );
  for (const { sequence, table, column } of rows)
    await client.query(
      `SELECT setval($1::regclass, max(${column})) FROM ${table} HAVING max(${column}) IS NOT NULL`,
      [sequence],
    );
}

/** Loads a backup into an empty store within the transaction of the connection, in the shape of its own version. @throws BackupProblem */
export async function loadBackup(client: PoolClient, file: string, onTable: TableDone): Promise<WholeBackup> {
  const loader = new Loader(client, onTable);
  const whole = await readBackup(file, loader);
  await loader.finish();
  await advanceSequences(client);
  return whole;
}
