import "server-only";
import type { Database } from "@/lib/databases/database";
import type { DatabaseRow } from "@/lib/databases/visit";
import { slotName } from "@/lib/electric/names";
import type { Live } from "@/lib/live/schema";
import type { DatabaseFacts, SampleFacts } from "@/lib/metrics/facts";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Monitor } from "../monitor/monitor";
import { readStoredSamples } from "./stored-samples";

/** Returns the newest sample that this replica took; null before the first. */
function ownSample({ target }: Database, { sample, sampledAt, budget, everyMs }: Live): SampleFacts | null {
  if (sample === null || sampledAt === null) return null;
  const name = slotName(target.streamId);
  return {
    at: Date.parse(sampledAt),
    everyMs,
    numbers: budget,
    slot: isUnseen(sample.slots) ? "unseen" : (sample.slots.find((slot) => slot.name === name) ?? null),
  };
}

const checkOf = ({ latest }: DatabaseRow): DatabaseFacts["check"] =>
  latest && { at: Date.parse(latest.takenAt), verdict: latest.verdict, counts: latest.brief.counts };

/**
 * Returns the facts of databases, archived ones left out: of those that this replica watches from its memory, of the others, and where
 * it has no sample yet, from the store. No watched database is asked.
 */
export async function databaseFacts(
  rows: readonly DatabaseRow[],
  monitor: Pick<Monitor, "isMine" | "latest" | "othersPeak"> | undefined,
  now: number = Date.now(),
): Promise<DatabaseFacts[]> {
  const shown = rows.filter(({ database }) => database.archivedAt === null);
  const liveOf = (id: string): Live | null => (monitor?.isMine(id) === true ? monitor.latest(id) : null);
  const unsampled = shown.flatMap(({ database: { id } }) =>
    (liveOf(id)?.sampledAt ?? null) === null ? [id] : [],
  );
  const stored = await readStoredSamples(unsampled, (id) => monitor?.othersPeak(id) ?? null);
  return shown.map((row) => {
    const { database } = row;
    const { id, name, group, sampling } = database;
    const live = liveOf(id);
    return {
      id,
      name,
      group,
      isWatched: sampling.on,
      state: live?.state ?? (sampling.on ? null : "off"),
      sample: (live && ownSample(database, live)) ?? stored.get(id) ?? null,
      electric: live?.electric?.state ?? null,
      check: checkOf(row),
      now,
    };
  });
}
