import { z } from "zod";
import { budgetOf } from "@/lib/budget/budget";
import { budgetSchema } from "@/lib/budget/schema";
import { findingSchema, type Finding } from "@/lib/checks/finding";
import { VERDICTS, type Verdict } from "@/lib/checks/verdict";
import { ignoredSchema, splitIgnored, type Ignored } from "./ignored";
import { PROVIDER_IDS } from "@/lib/postgres/provider";
import { failureSchema } from "@/lib/snapshot/connection";
import type { Snapshot } from "@/lib/snapshot/schema";
import { targetSchema, type Target } from "@/lib/target/schema";
import { lastTrialSchema, withTrial, type LastTrial } from "@/lib/trial/last";
import { headlineOf, nextAction } from "./headline";
import { NO_SESSION } from "./judged";

/** The report of one visit for machines, documented in docs/cli.md. It holds no password and no connection string. */
export const reportSchema = z.object({
  /** Counts up when a field changes its meaning or goes; a new field does not count. */
  format: z.literal(1),
  /** ISO time of the visit. */
  takenAt: z.string(),
  verdict: z.enum(VERDICTS),
  /** The verdict as a sentence. */
  headline: z.string(),
  /** Id of the finding to fix first, null when nothing is to do. */
  next: z.string().nullable(),
  server: z.object({
    host: z.string(),
    port: z.number().int(),
    database: z.string(),
    /** The role that looked. */
    user: z.string(),
    provider: z.enum(PROVIDER_IDS),
    encrypted: z.boolean(),
    certificateVerified: z.boolean(),
    /** ms until the first query was answered. */
    connectMs: z.number(),
    /** Such as "17.4" and 170004; null without a session. */
    version: z.string().nullable(),
    versionNum: z.number().int().nullable(),
    /** Why there was no session, null when there was one. */
    failure: failureSchema.nullable(),
  }),
  /** Target of the check: Electric's role, pool, strategy, stream id, tables. */
  target: targetSchema.omit({ electricUrl: true, electricMetricsUrl: true }),
  /** The sums over the connections; null where they could not be seen. */
  budget: budgetSchema.nullable(),
  findings: z.array(findingSchema),
  /** Problems that are set aside where this report is from; they stand in `findings` and in the verdict all the same. */
  ignored: z.array(ignoredSchema.omit({ at: true, was: true })).optional(),
  /** The last trial as Electric that stands beside the visit; the verdict counts its failures. Left out where there is none. */
  trial: lastTrialSchema.optional(),
});

export type Report = z.infer<typeof reportSchema>;

/**
 * Returns the report of a visit: what was found, the verdict, the sums and the server, without secrets. `ignored` is left
 * out where there is no place to ignore anything; what is ignored is not the next action.
 */
export function reportOf(
  snapshot: Snapshot,
  target: Target,
  findings: readonly Finding[],
  verdict: Verdict,
  ignored?: readonly Ignored[],
  trial: LastTrial | null = null,
): Report {
  const { connection } = snapshot;
  const { electricUrl: _mayHoldASecret, electricMetricsUrl: _noMore, ...asked } = target;
  const split = splitIgnored(findings, ignored ?? []);
  const aside = new Set(split.ignored.map(({ id }) => id));
  const judged = withTrial(findings, verdict, trial);
  const failures = judged.findings.slice(findings.length);
  return {
    format: 1,
    takenAt: snapshot.takenAt,
    verdict: judged.verdict,
    headline: snapshot.reached ? headlineOf(judged.findings, judged.verdict) : NO_SESSION,
    next: nextAction([...split.counting, ...failures])?.id ?? null,
    server: {
      host: connection.host,
      port: connection.port,
      database: connection.database,
      user: connection.user,
      provider: connection.provider,
      encrypted: connection.encrypted,
      certificateVerified: connection.certificateVerified,
      connectMs: connection.totalMs,
      version: snapshot.reached ? snapshot.server.version : null,
      versionNum: snapshot.reached ? snapshot.server.versionNum : null,
      failure: connection.failure,
    },
    target: asked,
    budget: budgetOf(snapshot, target),
    findings: [...findings],
    ...(ignored && {
      ignored: ignored
        .filter(({ checkId }) => aside.has(checkId))
        .map(({ checkId, reason, until, by }) => ({ checkId, reason, until, by })),
    }),
    ...(trial && { trial }),
  };
}
