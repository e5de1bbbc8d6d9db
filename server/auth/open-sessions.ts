import "server-only";
import { and, gt, inArray } from "drizzle-orm";
import { logUnexpected } from "../http/log";
import { db } from "../store/db";
import { session } from "../store/schema";
import { idleSince } from "./lifetime";

/** How often the store is asked which of the sessions with open streams are over, ms: one query for all of them. */
const EVERY_MS = 2_000;

/** Returns which of some sessions are not over; one query, whatever their number. */
export type LivingOf = (ids: string[]) => Promise<ReadonlySet<string>>;

/** Ends streams with the sessions that opened them: one query for all open streams of a kind, every 2 s. */
export class SessionWatch {
  readonly #streams = new Map<string, Set<() => void>>();
  readonly #livingOf: LivingOf;
  #timer: ReturnType<typeof setInterval> | null = null;
  #checking = false;

  constructor(livingOf: LivingOf) {
    this.#livingOf = livingOf;
  }

  /**
   * Ends the streams of the sessions that are over. While the store does not answer, no session can be ended either, and
   * streams go on until their own end.
   */
  async #endStreams(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      const ids = [...this.#streams.keys()];
      const living = await this.#livingOf(ids);
      for (const id of ids) if (!living.has(id)) for (const end of [...(this.#streams.get(id) ?? [])]) end();
    } catch (error) {
      logUnexpected(error);
    } finally {
      this.#checking = false;
    }
  }

  /** Whether no stream is open, and the store is not asked. */
  get isIdle(): boolean {
    return this.#streams.size === 0 && this.#timer === null;
  }

  /** Returns whether a stream of this session is open in this process. */
  has(id: string): boolean {
    return this.#streams.has(id);
  }

  /** Calls `end` once the session is over, on whichever replica it was ended. Returns what stops watching it. */
  watch(id: string, end: () => void): () => void {
    const ends = this.#streams.get(id) ?? new Set();
    this.#streams.set(id, ends.add(end));
    this.#timer ??= setInterval(() => void this.#endStreams(), EVERY_MS).unref();
    return () => {
      ends.delete(end);
      if (ends.size === 0 && this.#streams.get(id) === ends) this.#streams.delete(id);
      if (this.#streams.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  }
}

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomOpenSessions: SessionWatch | undefined;
}

async function livingOf(ids: string[]): Promise<Set<string>> {
  const now = new Date();
  const rows = await db()
    .select({ id: session.id })
    .from(session)
    .where(and(inArray(session.id, ids), gt(session.expiresAt, now), gt(session.updatedAt, idleSince(now))));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Calls `end` once the session is over: signed out, expired, or ended with its person, role or password, by whichever replica. Noticed
 * within 2 s. Returns what stops watching it.
 */
export const watchSession = (id: string, end: () => void): (() => void) =>
  (globalThis.headroomOpenSessions ??= new SessionWatch(livingOf)).watch(id, end);
