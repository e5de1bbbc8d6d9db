import "server-only";
import { and, gt, inArray } from "drizzle-orm";
import { logUnexpected } from "../http/log";
import { db } from "../store/db";
import { session } from "../store/schema";
import { idleSince } from "./lifetime";

/** How often the store is asked which of the sessions with open streams are over, ms: one query for all of them. */
const EVERY_MS = 2_000;

type Watched = {
  /** The callbacks to run when a session ends, by its id. */
  streams: Map<string, Set<() => void>>;
  timer: ReturnType<typeof setInterval> | null;
  checking: boolean;
};

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomOpenSessions: Watched | undefined;
}

const watched = (): Watched =>
  (globalThis.headroomOpenSessions ??= { streams: new Map(), timer: null, checking: false });

async function livingOf(ids: string[]): Promise<Set<string>> {
  const now = new Date();
  const rows = await db()
    .select({ id: session.id })
    .from(session)
    .where(and(inArray(session.id, ids), gt(session.expiresAt, now), gt(session.updatedAt, idleSince(now))));
  return new Set(rows.map(({ id }) => id));
}

/**
 * Ends the streams of the sessions that are over. While the store does not answer, no person can be signed out either, and
 * streams go on until their own end.
 */
async function endStreams(): Promise<void> {
  const all = watched();
  if (all.checking) return;
  all.checking = true;
  try {
    const ids = [...all.streams.keys()];
    const living = await livingOf(ids);
    for (const id of ids) if (!living.has(id)) for (const end of [...(all.streams.get(id) ?? [])]) end();
  } catch (error) {
    logUnexpected(error);
  } finally {
    all.checking = false;
  }
}

/**
 * Calls `end` once the session is over: signed out, expired, or ended with its person, role or password, by whichever replica. Noticed
 * within 2 s. Returns what stops watching it.
 */
export function watchSession(id: string, end: () => void): () => void {
  const all = watched();
  const ends = all.streams.get(id) ?? new Set();
  all.streams.set(id, ends.add(end));
  all.timer ??= setInterval(() => void endStreams(), EVERY_MS).unref();
  return () => {
    ends.delete(end);
    if (ends.size === 0 && all.streams.get(id) === ends) all.streams.delete(id);
    if (all.streams.size > 0 || all.timer === null) return;
    clearInterval(all.timer);
    all.timer = null;
  };
}
