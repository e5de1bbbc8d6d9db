import "server-only";
import { isNull, sql } from "drizzle-orm";
import type { Finding } from "@/lib/checks/finding";
import { db } from "../store/db";
import { trials } from "../store/schema";

/** Failures of the last trial of a database, and what that trial was asked for. */
export type FailedTrial = { asked: string; failures: Finding[] };

const failures = sql<Finding[]>`jsonb_path_query_array(${trials.findings}, '$[*] ? (@.status == "fail")')`;

/** Returns the last trials in which a step failed and that no check run has outdated, by the id of their database. */
export async function failedTrials(): Promise<Map<string, FailedTrial>> {
  const rows = await db()
    .select({ databaseId: trials.databaseId, asked: trials.asked, failures })
    .from(trials)
    .where(isNull(trials.changedAt));
  return new Map(
    rows
      .filter(({ failures: found }) => found.length > 0)
      .map(({ databaseId, ...trial }): [string, FailedTrial] => [databaseId, trial]),
  );
}
