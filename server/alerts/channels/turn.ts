import "server-only";
import { sql } from "drizzle-orm";
import { db } from "../../store/db";

/**
 * Takes the turn for a key, and returns whether it is ours: of all replicas one gets it in so many seconds. Only the store's clock
 * counts; a turn that ends later than any could was taken by a clock that went wrong, and does not count.
 */
export async function takeTurn(key: string, seconds: number): Promise<boolean> {
  const { rows } = await db().execute(sql`
    INSERT INTO turns (key, until) VALUES (${key}, now() + make_interval(secs => ${seconds}))
    ON CONFLICT (key) DO UPDATE SET until = excluded.until
    WHERE turns.until <= now() OR turns.until > excluded.until + interval '1 second'
    RETURNING key`);
  return rows.length > 0;
}
