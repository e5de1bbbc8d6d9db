import "server-only";
import PgBoss from "pg-boss";
import { ignore, ignoring } from "../../http/log";
import { storePool } from "../../store/db";

export const QUEUE = "alert-deliveries";

/** A job of the queue: the delivery that it is for. */
export type DeliveryJob = { deliveryId: string };

/** How often and how soon a delivery is tried again: 2 s, 4 s … about 2 h in all. */
export const RETRY = { retryLimit: 11, retryDelay: 2, retryBackoff: true } as const;
/** A job whose process died is tried again after this, s. */
const EXPIRES_S = 60;

/** Runs pg-boss's statements on the store's own pool: it opens no connection of its own. */
const onStore: PgBoss.Db = { executeSql: (text, values) => storePool().query(text, values) };

/** The queue of deliveries in the store (pg-boss, schema `pgboss`). It starts with the first use, and again where that failed. */
export class DeliveryQueue {
  #boss: Promise<PgBoss> | null = null;

  /** Returns pg-boss, started. @throws where the store is away; the next call tries again */
  async boss(): Promise<PgBoss> {
    this.#boss ??= this.#start();
    try {
      return await this.#boss;
    } catch (error) {
      this.#boss = null;
      throw error;
    }
  }

  async #start(): Promise<PgBoss> {
    const boss = new PgBoss({
      db: onStore,
      schedule: false,
      maintenanceIntervalSeconds: 15,
      expireInSeconds: EXPIRES_S,
    });
    boss.on("error", ignoring("the queue of deliveries goes on with its next statement"));
    await boss.start();
    // Making one locks the table of jobs, which replicas that start together would do against each other.
    if ((await boss.getQueue(QUEUE)) === null)
      await boss.createQueue(QUEUE, { name: QUEUE, ...RETRY, expireInSeconds: EXPIRES_S });
    return boss;
  }

  async close(): Promise<void> {
    const boss = this.#boss;
    this.#boss = null;
    if (boss === null) return;
    try {
      await (await boss).stop({ graceful: false, wait: false });
    } catch (error) {
      ignore(error, "the process ends; another takes up the deliveries");
    }
  }
}
