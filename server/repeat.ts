import "server-only";
import { ignore } from "./http/log";

/**
 * Does work every `everyMs`, never twice at once: a round that comes while the work goes on is left out. A failed round is logged with
 * `why` it may fail. Returns the function that stops the rounds; work that is under way goes on.
 */
export function repeat(work: () => Promise<unknown>, everyMs: number, why: string): () => void {
  let isUnderWay = false;
  const round = async () => {
    if (isUnderWay) return;
    isUnderWay = true;
    try {
      await work();
    } catch (error) {
      ignore(error, why);
    } finally {
      isUnderWay = false;
    }
  };
  const timer = setInterval(() => void round(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
