import "server-only";
import { createHash } from "node:crypto";
import { and, eq, isNull, lt, ne } from "drizzle-orm";
import type { Finding } from "@/lib/checks/finding";
import type { Database } from "@/lib/databases/database";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { askedOf, basisOf } from "@/lib/trial/basis";
import { db } from "../store/db";
import { trials } from "../store/schema";

const hashOf = (snapshot: ReachedSnapshot, { target }: Database): string =>
  createHash("sha256").update(basisOf(snapshot, target)).digest("hex");

/** A trial that ran to its end, with the snapshot that it was made on. */
type Ended = { snapshot: ReachedSnapshot; findings: Finding[]; pool: boolean };

/** Keeps a trial in place of the one before. */
export async function keepTrial(database: Database, { snapshot, findings, pool }: Ended): Promise<void> {
  const kept = {
    endedAt: new Date(),
    version: snapshot.server.version,
    pool,
    findings,
    asked: askedOf(database),
    basis: hashOf(snapshot, database),
    changedAt: null,
  };
  await db()
    .insert(trials)
    .values({ databaseId: database.id, ...kept })
    .onConflictDoUpdate({ target: trials.databaseId, set: kept });
}

/** Marks the kept trial as outdated where a later check run saw something else of what it depends on. */
export async function compareTrial(database: Database, snapshot: Snapshot): Promise<void> {
  if (!snapshot.reached) return;
  const takenAt = new Date(snapshot.takenAt);
  await db()
    .update(trials)
    .set({ changedAt: takenAt })
    .where(
      and(
        eq(trials.databaseId, database.id),
        isNull(trials.changedAt),
        lt(trials.endedAt, takenAt),
        ne(trials.basis, hashOf(snapshot, database)),
      ),
    );
}
