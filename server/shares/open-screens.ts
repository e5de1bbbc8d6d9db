import "server-only";
import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { SessionWatch } from "../auth/open-sessions";
import { ignoring } from "../http/log";
import { db } from "../store/db";
import { shareLinks, wallSessions } from "../store/schema";

/** How often the open screens of this process are written down, and how long a screen counts as open after that. */
const WRITE_EVERY_MS = 20_000;
const OPEN_FOR = "60 seconds";

declare global {
  // Next loads a module once per bundle; there is to be one of it for the process.
  var headroomOpenScreens: { watch: SessionWatch; writtenAt: number } | undefined;
}

const screens = () =>
  (globalThis.headroomOpenScreens ??= { watch: new SessionWatch(livingOf), writtenAt: 0 });

/** Writes that screens are open, for the list of links. @throws the store's error */
async function writeOpen(ids: string[]): Promise<void> {
  await db()
    .update(wallSessions)
    .set({ openUntil: sql`now() + ${OPEN_FOR}::interval` })
    .where(inArray(wallSessions.id, ids));
  await db()
    .update(shareLinks)
    .set({ lastUsedAt: new Date() })
    .where(
      inArray(
        shareLinks.id,
        db().select({ id: wallSessions.linkId }).from(wallSessions).where(inArray(wallSessions.id, ids)),
      ),
    );
}

async function livingOf(ids: string[]): Promise<Set<string>> {
  const all = screens();
  if (Date.now() - all.writtenAt > WRITE_EVERY_MS) {
    all.writtenAt = Date.now();
    await writeOpen(ids);
  }
  const rows = await db()
    .select({ id: wallSessions.id })
    .from(wallSessions)
    .innerJoin(shareLinks, eq(shareLinks.id, wallSessions.linkId))
    .where(
      and(inArray(wallSessions.id, ids), gt(shareLinks.expiresAt, new Date()), isNull(shareLinks.revokedAt)),
    );
  return new Set(rows.map(({ id }) => id));
}

async function writeClosed(id: string): Promise<void> {
  await db().update(wallSessions).set({ openUntil: null }).where(eq(wallSessions.id, id));
}

/**
 * Calls `end` once a screen's link expired or was revoked, on whichever replica; noticed within 2 s. Until then the screen counts as
 * open. Returns what stops watching it.
 */
export function watchScreen(id: string, end: () => void): () => void {
  const { watch } = screens();
  const stop = watch.watch(id, end);
  void writeOpen([id]).catch(ignoring("the number of open screens is written again within a minute"));
  return () => {
    stop();
    if (watch.has(id)) return;
    void writeClosed(id).catch(ignoring("a screen counts as open for another minute"));
  };
}
