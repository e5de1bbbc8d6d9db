import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { reportedElsewhere } from "@/lib/log/unlogged";

export type Deferred<T> = { promise: Promise<T>; resolve(value: T): void; reject(error: Error): void };

/** Returns a promise that is settled from outside; it need not be awaited. */
export function deferred<T>(): Deferred<T> {
  let resolve: Deferred<T>["resolve"] = () => {};
  let reject: Deferred<T>["reject"] = () => {};
  const promise = new Promise<T>((fulfil, fail) => {
    resolve = fulfil;
    reject = fail;
  });
  promise.catch(reportedElsewhere);
  return { promise, resolve, reject };
}

/** Returns what the work returns, or fails with the signal's reason when that comes first; the work itself goes on. */
export function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason);
    if (signal.aborted) leave();
    signal.addEventListener("abort", leave, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

/** Waits; fails with the signal's reason when it is told to stop. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  within(signal, sleep(ms, undefined, { signal, ref: false }));

/**
 * Returns how long Electric waits after so many failures in a row: 2, 4, 8, then 10 s
 * (Electric 1.7.12, connection/manager.ex 288-289; connection_backoff.ex 8).
 */
export const backoffMs = (failures: number): number => Math.min(2 ** failures, 10) * 1000;

/** Returns what went wrong, as Postgres or the system says it. */
export const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
