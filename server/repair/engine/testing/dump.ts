import "server-only";
import type { Client } from "pg";
import { dumpQueries } from "./dump-sql";

const VERSION = `SELECT current_setting('server_version_num')::int AS num`;

type Row = { key: string; value: unknown };

/**
 * Returns all that a repair may touch and all that must not move with it, as a superuser sees it: roles, settings,
 * memberships, access lists, owners, identities, policies, publications, slots. Keyed by names, without oids, passwords
 * and positions, so that two dumps of one state are equal and `toEqual` shows just what differs.
 */
export async function dumpCatalogue(client: Client): Promise<Record<string, Record<string, unknown>>> {
  const { rows } = await client.query<{ num: number }>(VERSION);
  const dump: Record<string, Record<string, unknown>> = {};
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  try {
    for (const [part, sql] of Object.entries(dumpQueries(rows[0]?.num ?? 0))) {
      const found = await client.query<Row>(sql);
      const keys = new Set(found.rows.map(({ key }) => key));
      if (keys.size !== found.rows.length) throw new Error(`Two rows of one key in ${part}.`);
      dump[part] = Object.fromEntries(
        found.rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, value }) => [key, value]),
      );
    }
  } finally {
    await client.query("ROLLBACK");
  }
  return dump;
}
