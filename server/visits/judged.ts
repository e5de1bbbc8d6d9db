import "server-only";
import { latestVerdictOf, type LatestVerdict } from "@/lib/databases/latest-verdict";
import type { Database } from "@/lib/databases/database";
import { briefOf } from "@/lib/report/brief";
import { splitIgnored } from "@/lib/report/ignored";
import { withTrial } from "@/lib/trial/last";
import { readOnlyVerb } from "../audit/verb";
import { readDatabase } from "../databases/read";
import { listIgnored } from "../ignored/list";
import { lastTrial } from "./last-trial";
import { latestVisit } from "./read";

/**
 * Returns the latest visit of a database, its last trial and what is ignored. The visit's `brief` leaves out what is ignored; its
 * verdict leaves out nothing and counts the trial, whose failures stand beside its findings in `judged` (lib/trial/last.ts).
 */
export const readJudged = readOnlyVerb("member", async (ctx, database: Database) => {
  const [visit, ignored, trial] = await Promise.all([
    latestVisit(ctx, database.id),
    listIgnored(ctx, database.id),
    lastTrial(ctx, database),
  ]);
  if (visit === null) return { ignored, trial, latest: null };
  const judged = withTrial(visit.findings, visit.verdict, trial);
  const brief = briefOf(splitIgnored(judged.findings, ignored).counting);
  return { ignored, trial, latest: { ...visit, verdict: judged.verdict, brief, judged } };
});

/** Returns the verdict of a database's latest check run. @throws NotFound */
export const readLatestVerdict = readOnlyVerb("member", async (ctx, id: unknown): Promise<LatestVerdict> => {
  const { latest } = await readJudged(ctx, await readDatabase(ctx, id));
  return latestVerdictOf(latest);
});
