import "server-only";
import { withConnection } from "../../store/db";
import { QUEUE, type DeliveryQueue } from "./queue";

/** How many deliveries are handed over at once. */
const BATCH = 100;

/**
 * Hands the waiting deliveries to the queue, and returns how many. A delivery waits for the one before it on its channel, so that no
 * recovery overtakes its alert. The job has the delivery's id: twice is once, whichever replica does it.
 */
export async function handOver(queue: DeliveryQueue): Promise<number> {
  const boss = await queue.boss();
  return withConnection(async (client) => {
    await client.query("BEGIN");
    try {
      const { rows } = await client.query<{ id: string }>(
        `SELECT id FROM alert_deliveries AS waiting
         WHERE state = 'waiting' AND NOT EXISTS (
           SELECT 1 FROM alert_deliveries AS earlier
           WHERE earlier.episode_id = waiting.episode_id AND earlier.channel_id = waiting.channel_id
             AND earlier.sequence < waiting.sequence AND earlier.state IN ('waiting', 'queued'))
         ORDER BY updated_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
        [BATCH],
      );
      const inside = { executeSql: (text: string, values: unknown[]) => client.query(text, values) };
      for (const { id } of rows) await boss.send(QUEUE, { deliveryId: id }, { id, db: inside });
      await client.query(
        "UPDATE alert_deliveries SET state = 'queued', updated_at = now() WHERE id = ANY($1::uuid[])",
        [rows.map(({ id }) => id)],
      );
      await client.query("COMMIT");
      return rows.length;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    }
  });
}
