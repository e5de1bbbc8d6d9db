import "server-only";
import { createHash } from "node:crypto";
import { and, eq, isNull, lt, ne } from "drizzle-orm";
import type { Finding } from "@/lib/checks/finding";
import type { Profile } from "@/lib/databases/profile";
import type { ReachedSnapshot, Snapshot } from "@/lib/snapshot/schema";
import { askedOf, basisOf } from "@/lib/trial/basis";
import { db } from "../store/db";
import { trials } from "../store/schema";

const hashOf = (snapshot: ReachedSnapshot, { target }: Profile): string =>
  createHash("sha256").update(basisOf(snapshot, target)).digest("hex");

/** A trial that ran to its end, with the snapshot that it was made on. */
type Ended = { snapshot: ReachedSnapshot; findings: Finding[]; pool: boolean };

/** Keeps a trial in place of the one before. */
export async function keepTrial(profile: Profile, { snapshot, findings, pool }: Ended): Promise<void> {
  const kept = {
    endedAt: new Date(),
    version: snapshot.server.version,
    pool,
    findings,
    asked: askedOf(profile),
    basis: hashOf(snapshot, profile),
    changedAt: null,
  };
  await db()
    .insert(trials)
    .values({ profileId: profile.id, ...kept })
    .onConflictDoUpdate({ target: trials.profileId, set: kept });
}

/** Marks the kept trial as outdated where a later check run saw something else of what it depends on. */
export async function compareTrial(profile: Profile, snapshot: Snapshot): Promise<void> {
  if (!snapshot.reached) return;
  const takenAt = new Date(snapshot.takenAt);
  await db()
    .update(trials)
    .set({ changedAt: takenAt })
    .where(
      and(
        eq(trials.profileId, profile.id),
        isNull(trials.changedAt),
        lt(trials.endedAt, takenAt),
        ne(trials.basis, hashOf(snapshot, profile)),
      ),
    );
}
