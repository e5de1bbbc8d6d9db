import "server-only";
import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { CheckReading } from "@/lib/alerts/reading";
import { replicationChange, replicationFactsOf } from "@/lib/alerts/replication-facts";
import { connectionReachable } from "@/lib/checks/connection/reachable";
import type { Snapshot } from "@/lib/snapshot/schema";
import { db } from "../store/db";
import { alertFacts, databases, visits } from "../store/schema";

/** Keeps publication and role of a check run, and what changed since the one before. A database that was deleted is no error. */
export async function keepFacts(databaseId: string, snapshot: Snapshot): Promise<void> {
  await db().transaction(async (tx) => {
    const [known] = await tx
      .select({ id: databases.id })
      .from(databases)
      .where(eq(databases.id, databaseId))
      .for("key share");
    if (known === undefined) return;
    const [before] = await tx
      .select()
      .from(alertFacts)
      .where(eq(alertFacts.databaseId, databaseId))
      .for("update");
    const takenAt = new Date(snapshot.takenAt);
    // Two check runs of two replicas can end in another order than they began.
    if (before !== undefined && before.takenAt > takenAt) return;
    const facts = snapshot.reached ? replicationFactsOf(snapshot) : (before?.facts ?? null);
    const changed =
      snapshot.reached && facts !== null && before?.facts !== undefined && before.facts !== null
        ? replicationChange(before.facts, facts)
        : (before?.changed ?? null);
    const values = { takenAt, reached: snapshot.reached, facts, changed };
    await tx
      .insert(alertFacts)
      .values({ databaseId, ...values })
      .onConflictDoUpdate({ target: alertFacts.databaseId, set: values });
  });
}

/** How long the facts of a check run are waited for, ms. */
const FACTS_MS = 60_000;

type Facts = { changed: string | null; takenAt: Date };
const changedOf = (facts: Facts | undefined, takenAt: Date): string | null =>
  facts !== undefined && facts.takenAt >= takenAt ? facts.changed : null;

/** Returns the latest check run of each of these databases, as far as rules read it. */
export async function readChecks(ids: readonly string[]): Promise<Map<string, CheckReading>> {
  if (ids.length === 0) return new Map();
  const latest = await db()
    .selectDistinctOn([visits.databaseId], {
      databaseId: visits.databaseId,
      takenAt: visits.takenAt,
      verdict: visits.verdict,
      brief: visits.brief,
      statuses: visits.statuses,
    })
    .from(visits)
    .where(inArray(visits.databaseId, [...ids]))
    .orderBy(visits.databaseId, desc(visits.takenAt));
  const facts = await db()
    .select({ id: alertFacts.databaseId, changed: alertFacts.changed, takenAt: alertFacts.takenAt })
    .from(alertFacts)
    .where(inArray(alertFacts.databaseId, [...ids]));
  const factsOf = new Map(facts.map((each) => [each.id, each]));
  /** Its facts follow a check run within moments: until then it is not read, and without them a minute later. */
  const isWhole = ({ databaseId, takenAt }: { databaseId: string; takenAt: Date }) =>
    (factsOf.get(databaseId)?.takenAt ?? new Date(0)) >= takenAt || Date.now() - takenAt.getTime() > FACTS_MS;
  const readings = await Promise.all(
    latest
      .filter(isWhole)
      .map(async ({ databaseId, takenAt, verdict, brief, statuses }): Promise<[string, CheckReading]> => {
        const reading = {
          at: takenAt.getTime(),
          reached: statuses[connectionReachable.id] !== "fail",
          verdict,
          verdictBefore: await verdictBefore(databaseId, verdict),
          statuses,
          next: brief.next,
          changed: changedOf(factsOf.get(databaseId), takenAt),
        };
        return [databaseId, reading];
      }),
  );
  return new Map(readings);
}

/** Returns the last other verdict of a check run that reached the database; null where there is none. */
async function verdictBefore(
  databaseId: string,
  verdict: CheckReading["verdict"],
): Promise<CheckReading["verdictBefore"]> {
  const [other] = await db()
    .select({ verdict: visits.verdict })
    .from(visits)
    .where(
      and(
        eq(visits.databaseId, databaseId),
        ne(visits.verdict, verdict),
        ne(visits.verdict, "unknown"),
        sql`coalesce(${visits.statuses} ->> ${connectionReachable.id}::text, '') <> 'fail'`,
      ),
    )
    .orderBy(desc(visits.takenAt))
    .limit(1);
  return other?.verdict ?? null;
}
