import "server-only";
import type PgBoss from "pg-boss";
import { ignore } from "../../http/log";
import { deliver, type Send } from "./deliver";
import { handOver } from "./outbox";
import { DeliveryQueue, QUEUE, type DeliveryJob } from "./queue";

/** Pause between two looks at the queue when no decision wakes it, ms. */
const PAUSE_MS = 2_000;
/** Deliveries at a time: one slow receiver does not hold up the others. */
const AT_ONCE = 8;
/** The longest that a channel may take, ms. */
const SEND_MS = 30_000;

/** Carries the outbox to the channels: hands waiting deliveries to the queue, fetches jobs and sends them. Errors are logged. */
export class DeliveryWorker {
  readonly #queue = new DeliveryQueue();
  readonly #stop = new AbortController();
  #wake: (() => void) | null = null;
  #isWoken = false;
  #running: Promise<void> | null = null;

  constructor(
    private readonly send: Send,
    private readonly pauseMs = PAUSE_MS,
  ) {}

  /** Starts the loop; nothing is asked of the store before the first round. */
  start(): void {
    this.#running ??= this.#loop();
  }

  /** Looks at the outbox at once. */
  wake(): void {
    this.#isWoken = true;
    this.#wake?.();
  }

  async #loop(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#isWoken = false;
      const more = await this.round().catch((error: unknown) => {
        ignore(error, "deliveries wait for the store");
        return false;
      });
      if (!more) await this.#pause();
    }
  }

  #pause(): Promise<void> {
    if (this.#isWoken || this.#stop.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.pauseMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Takes one round; returns whether there was anything to do. @throws where the store is away */
  async round(): Promise<boolean> {
    const handed = await handOver(this.#queue);
    const boss = await this.#queue.boss();
    const jobs = await boss.fetch<DeliveryJob>(QUEUE, { batchSize: AT_ONCE, includeMetadata: true });
    await Promise.all(jobs.map((job) => this.#run(boss, job)));
    return handed > 0 || jobs.length > 0;
  }

  async #run(
    boss: PgBoss,
    { id, data, retryCount, retryLimit }: PgBoss.JobWithMetadata<DeliveryJob>,
  ): Promise<void> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(SEND_MS)]);
    try {
      const isLast = retryCount >= retryLimit;
      const result = await deliver({ deliveryId: data.deliveryId, isLast }, this.send, signal);
      if (result.done) await boss.complete(QUEUE, id);
      else await boss.fail(QUEUE, id, { says: result.says });
    } catch (error) {
      // The job is still active: it expires in a minute and is tried again.
      ignore(error, "the delivery is tried again");
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake?.();
    await this.#running;
    await this.#queue.close();
  }
}
