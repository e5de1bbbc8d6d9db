import type { Live } from "./schema";

/** Moment that is shown of a database: the live one, or a sample of the last minutes that the reader stepped to. */
export type Replay = { kind: "live" } | { kind: "at"; sampledAt: string };

export const live: Replay = { kind: "live" };

/** Returns where in the kept samples the replay stands; the last where it is live, or where its sample is gone. */
export function positionOf(replay: Replay, ticks: readonly Live[]): number {
  if (replay.kind === "live") return ticks.length - 1;
  const found = ticks.findIndex(({ sampledAt }) => (sampledAt ?? "") >= replay.sampledAt);
  return found === -1 ? ticks.length - 1 : found;
}

/** Returns the replay that stands at a position; before the first is the first, after the last the last. */
export function at(position: number, ticks: readonly Live[]): Replay {
  const tick = ticks[Math.max(0, Math.min(position, ticks.length - 1))];
  return tick?.sampledAt ? { kind: "at", sampledAt: tick.sampledAt } : live;
}

/** Returns the replay so many samples further on (or back, below 0). */
export const stepped = (replay: Replay, by: number, ticks: readonly Live[]): Replay =>
  at(positionOf(replay, ticks) + by, ticks);

/** Returns the ticks with one more, each sample once, no more than so many. */
export function withTick(ticks: readonly Live[], next: Live, most: number): readonly Live[] {
  const last = ticks.at(-1);
  if (next.sampledAt === null || next.state !== "sampling") return ticks;
  if (last?.sampledAt && last.sampledAt >= next.sampledAt) return ticks;
  return [...ticks, next].slice(-most);
}

/** Returns the replay of a time, ms: the kept sample nearest to it; null where it lies before the first or after the last of them. */
export function replayOf(time: number, ticks: readonly Live[]): Replay | null {
  const times = ticks.map(({ sampledAt, everyMs }) => ({ at: Date.parse(sampledAt ?? ""), everyMs }));
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (time < first.at - first.everyMs || time > last.at + last.everyMs) return null;
  const away = times.map(({ at: tick }) => Math.abs(tick - time));
  return at(away.indexOf(Math.min(...away)), ticks);
}
