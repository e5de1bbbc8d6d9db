import "server-only";
import { confirms, readServerSample, readServerTick, sampleOf, type ServerRows } from "../watched/sample";
import { crowded, FULL_EVERY_MS } from "./pace";
import type { ServerSession } from "./server-session";
import { SessionRate } from "./session-rate";
import type { Reading, WatchedDatabase } from "./watched-database";

type Options = {
  /** When the round began, ms of performance.now(). */
  start: number;
  everyMs: number;
  answerMs: number;
};

/** Reads a server for all of its watched databases, in one message: a tick where the last full depth is fresh enough. */
export class ServerReader {
  readonly #rate = new SessionRate();
  #full: { answer: ServerRows; names: string; at: number; sessionsPerSecond: number | null } | null = null;

  /** @throws NoSession */
  async read(
    session: ServerSession,
    databases: readonly WatchedDatabase[],
    { start, everyMs, answerMs }: Options,
  ): Promise<Reading & { isCrowded: boolean }> {
    const names = databases.map((database) => database.names);
    const key = JSON.stringify(names);
    const full = this.#full;
    const isDue = full === null || full.names !== key || start - full.at >= FULL_EVERY_MS - everyMs / 2;
    if (full !== null && !isDue) {
      const tick = await session.sample((client, facts) => readServerTick(client, names, facts), answerMs);
      const isSame = tick.facts.visitor === full.answer.facts.visitor && confirms(full.answer, tick);
      if (isSame)
        return {
          full: full.answer,
          tick,
          at: start,
          sessionsPerSecond: full.sessionsPerSecond,
          isCrowded: false,
        };
    }
    const answer = await session.sample((client, facts) => readServerSample(client, names, facts), answerMs);
    const first = names.find(({ database }) => answer.rows.watched.some(({ name }) => name === database));
    const sample = first === undefined ? null : sampleOf(answer, first);
    const sessionsPerSecond = this.#rate.after(sample?.sessionsOpened ?? null, start);
    this.#full = { answer, names: key, at: start, sessionsPerSecond };
    return {
      full: answer,
      tick: null,
      at: start,
      sessionsPerSecond,
      isCrowded: sample !== null && crowded(sample),
    };
  }
}
