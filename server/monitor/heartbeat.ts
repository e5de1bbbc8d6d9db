import "server-only";
import { DatabaseError } from "pg";
import type { Heartbeat } from "@/lib/live/heartbeat";
import { writeHeartbeat } from "../watched/heartbeat";
import { NoSession } from "./held";
import type { ServerSession } from "./server-session";
import type { WatchedDatabase } from "./watched-database";

/** How often a server gets a heartbeat at most, ms: PlanetScale gives up a slot that stands still for 300 s. */
const EVERY_MS = 60_000;

/** Gives a server its heartbeat where one of its databases asks for it. */
export class HeartbeatWriter {
  #at = -Infinity;
  #latest: Heartbeat = null;

  /** Writes one on the session that is open if it is due, and returns the latest; null where none is asked for. */
  async write(
    session: ServerSession,
    databases: readonly WatchedDatabase[],
    everyMs: number,
  ): Promise<Heartbeat> {
    if (!databases.some(({ registered }) => registered.sampling.heartbeat)) return (this.#latest = null);
    const now = performance.now();
    // A round that comes a little early must not push the heartbeat to the next one.
    if (this.#latest !== null && now - this.#at < EVERY_MS - everyMs / 2) return this.#latest;
    this.#at = now;
    const at = new Date().toISOString();
    try {
      const written = await session.ask(writeHeartbeat);
      return (this.#latest = { at, refused: written ? null : "the server is a standby" });
    } catch (error) {
      // A sample is not lost for it: a session that broke is opened again for the next one.
      if (error instanceof NoSession) return (this.#latest = { at, refused: "the session broke" });
      if (!(error instanceof DatabaseError)) throw error;
      return (this.#latest = { at, refused: error.message });
    }
  }
}
