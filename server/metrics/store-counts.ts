import "server-only";
import { isNull, sql } from "drizzle-orm";
import { KIND_IDS } from "@/lib/alerts/kinds";
import { QUEUE } from "../alerts/delivery/queue";
import { db } from "../store/db";
import { alertEpisodes } from "../store/schema";

/** States of a job of pg-boss that is not done (pg-boss 10, plans.js). */
export const JOB_STATES = ["created", "retry", "active"] as const;

export type StoreCounts = {
  auditEntries: number;
  pendingDeliveries: number;
  /** Null until the queue was started for the first time, which makes its tables. */
  jobs: Record<string, number> | null;
};

/** Returns what is counted in the store, in two queries. */
export async function readStoreCounts(): Promise<StoreCounts> {
  const { rows } = await db().execute<{ entries: number; pending: number; hasQueue: boolean }>(sql`
    SELECT
      (SELECT coalesce(max(position), 0)::float8 FROM audit_events) AS entries,
      (SELECT count(*)::float8 FROM alert_deliveries WHERE state IN ('waiting', 'queued')) AS pending,
      to_regclass('pgboss.job') IS NOT NULL AS "hasQueue"`);
  const [counts = { entries: 0, pending: 0, hasQueue: false }] = rows;
  return {
    auditEntries: counts.entries,
    pendingDeliveries: counts.pending,
    jobs: counts.hasQueue ? await readJobs() : null,
  };
}

async function readJobs(): Promise<Record<string, number>> {
  const { rows } = await db().execute<{ state: string; count: number }>(sql`
    SELECT state::text AS state, count(*)::float8 AS count FROM pgboss.job
    WHERE name = ${QUEUE} AND state < 'completed' GROUP BY state`);
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return Object.fromEntries(JOB_STATES.map((state) => [state, counts.get(state) ?? 0]));
}

/** Returns how many alerts about given databases fire, by the kind of their rule; 0 for a kind of which none does. */
export async function readFiring(ids: ReadonlySet<string>): Promise<Record<string, number>> {
  const open = await db()
    .select({ rule: alertEpisodes.rule, databases: alertEpisodes.databases })
    .from(alertEpisodes)
    .where(isNull(alertEpisodes.endedAt));
  const about = open.filter(({ databases }) => databases.some(({ id }) => ids.has(id)));
  return Object.fromEntries(
    KIND_IDS.map((kind) => [kind, about.filter(({ rule }) => rule.condition.kind === kind).length]),
  );
}
