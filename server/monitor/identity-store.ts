import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../store/db";

/** Which server a login of a watched database led to when it was last asked. */
export type Identity = {
  key: string;
  /** The address, database and user that led there: of another login nothing is known. */
  route: string;
  /** The identifier that the server itself told; null where the login may not read it. */
  system: string | null;
  startedAt: string;
  /** The database's own name, which a pooler may have translated. */
  database: string;
  /** How much of a sample the login sees. */
  sight: number;
  /** The store's clock, ms since 1970. */
  seenAt: number;
};

const SEEN_AT = sql`(extract(epoch FROM seen_at) * 1000)::float8 AS "seenAt"`;

/** Returns what is known of every database, by its id. */
export async function readIdentities(): Promise<Map<string, Identity>> {
  const { rows } = await db().execute<Identity & { id: string }>(sql`
    SELECT profile_id AS id, key, route, system, started_at AS "startedAt", database, sight, ${SEEN_AT}
    FROM server_identities`);
  return new Map(rows.map(({ id, ...identity }) => [id, identity]));
}

/** Keeps where a login of a database led; returns it with the moment. A database that was deleted meanwhile is no error. */
export async function keepIdentity(
  id: string,
  { key, route, system, startedAt, database, sight }: Omit<Identity, "seenAt">,
): Promise<Identity> {
  const { rows } = await db().execute<{ seenAt: number }>(sql`
    INSERT INTO server_identities (profile_id, key, route, system, started_at, database, sight, seen_at)
    SELECT profiles.id, ${key}, ${route}, ${system}, ${startedAt}, ${database}, ${sight}::integer, clock_timestamp()
    FROM profiles WHERE profiles.id = ${id}::uuid FOR KEY SHARE
    ON CONFLICT (profile_id) DO UPDATE SET key = excluded.key, route = excluded.route, system = excluded.system,
      started_at = excluded.started_at, database = excluded.database, sight = excluded.sight, seen_at = excluded.seen_at
    RETURNING ${SEEN_AT}`);
  return { key, route, system, startedAt, database, sight, seenAt: rows[0]?.seenAt ?? Date.now() };
}

/** Returns whether the store knows that already, and has learned it within half of `verifyMs`. */
export function isSame(known: Identity | null, now: Omit<Identity, "seenAt">, verifyMs: number): boolean {
  if (known === null || Date.now() - known.seenAt > verifyMs / 2) return false;
  const { seenAt: _seenAt, ...before } = known;
  return JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(now).sort());
}
