import "server-only";
import { withConnection } from "../store/db";

/** First half of the advisory locks that keep checks apart; the second is the database's id, hashed by the store. */
const CHECKS = 4_172_333;

/**
 * Runs work for a database unless another replica is at it; returns whether it ran. The lock is held by a session of
 * its own in our store, so that it is gone when this process is.
 */
export function alone(databaseId: string, work: () => Promise<void>): Promise<boolean> {
  return withConnection(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine",
      [CHECKS, databaseId],
    );
    if (rows[0]?.mine !== true) return false;
    try {
      await work();
      return true;
    } finally {
      await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [CHECKS, databaseId]);
    }
  });
}
