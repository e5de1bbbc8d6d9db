import "server-only";
import { setTimeout as sleep } from "node:timers/promises";

/** Resolves after so many ms, or at once when the signal aborts. */
export async function pauseFor(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal && { signal });
  } catch (error) {
    if (signal?.aborted !== true) throw error;
  }
}

/** Returns what some work resolves to. @throws what it throws, or an error when it takes longer than so many ms */
export async function within<Result>(
  ms: number,
  work: Promise<Result> | undefined,
): Promise<Result | undefined> {
  const ended = new AbortController();
  const late = sleep(ms, undefined, ended).then(() => {
    throw new Error(`It took longer than ${ms} ms.`);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
  }
}
