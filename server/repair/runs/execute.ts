import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { isFinal } from "@/lib/repair/run/machine";
import type { Progress, RunEnd } from "@/lib/repair/run/schema";
import { renewHeartbeats, endRun, noteProgress } from "./record";
import { localRuns, type Running } from "../../local-runs";
import { ignore, ignoring } from "../../http/log";

const BEAT_MS = 4_000;
/** A store that is away when a run ends is asked again and again; should this process end first, the next one resolves it. */
const AGAIN_MS = 2_000;

/** Handle of a run while this process has it in hand. */
export type RunHandle = {
  tell: (progress: Progress) => void;
  /** The run was cancelled, or this process ends. */
  signal: AbortSignal;
  /** Signal that this process ends. */
  giveUp: AbortSignal;
};

/** Writes progress down one after the other and only the newest, so that a slow store never holds a run up. */
function writer(id: string) {
  let waiting: Progress | null = null;
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const progress = waiting;
    waiting = null;
    if (progress !== null)
      await noteProgress(id, progress).catch(ignoring("a run's next progress is written instead"));
  };
  return {
    tell(progress: Progress) {
      const idle = waiting === null;
      waiting = progress;
      if (idle) writing = writing.then(write);
    },
    idle: () => writing,
  };
}

async function writeEnd(id: string, end: RunEnd, signal: AbortSignal): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await endRun(id, end);
    } catch (error) {
      if (signal.aborted && tries >= 3) throw error;
      await sleep(AGAIN_MS);
    }
  }
}

/**
 * Has a run in hand: keeps its heart beating in the store, hears of a request to cancel it, and writes its end
 * down. Where `work` throws, the outcome stays to be learned, and the run is left for the next to settle.
 */
export function executeRun(
  id: string,
  progress: Progress,
  work: (hand: RunHandle) => Promise<RunEnd>,
  after: (end: RunEnd) => Promise<void> = async () => {},
): void {
  const { runs } = localRuns();
  const cancel = new AbortController();
  const giveUp = new AbortController();
  const written = writer(id);
  const timer = setInterval(() => {
    void renewHeartbeats([id]).then((asked) => {
      if (asked.length > 0) cancel.abort(new Error("cancelled"));
    }, ignoring("a run's heartbeat is renewed with the next one"));
  }, BEAT_MS);
  const tell = (now: Progress) => {
    // How it ended is told together with why, when the work is done: half of it would be taken for the whole.
    if (isFinal(now.state)) return;
    running.progress = now;
    written.tell(now);
  };
  const through = async (): Promise<void> => {
    try {
      const end = await work({ tell, signal: cancel.signal, giveUp: giveUp.signal });
      await written.idle();
      running.end = end;
      await writeEnd(id, end, giveUp.signal);
      await after(end).catch(ignoring("a run has ended, and what follows it is left out"));
    } catch (error) {
      // The outcome is still unknown: the row stays open.
      ignore(error, "a run without a known outcome is settled later");
    } finally {
      clearInterval(timer);
      runs.delete(id);
    }
  };
  const running: Running = { progress, end: null, cancel, giveUp, done: Promise.resolve() };
  runs.set(id, running);
  running.done = through();
}

/** Ends what has not sent its commit and waits for the rest: for the end of the process. */
export async function stopRuns(): Promise<void> {
  const all = [...localRuns().runs.values()];
  for (const { cancel, giveUp } of all)
    for (const ending of [cancel, giveUp]) ending.abort(new Error("Headroom ends"));
  await Promise.all(all.map(({ done }) => done));
}
