import type { Client } from "pg";

/** Cost of a role's statements to the server, each time that something was done. */
export type Cost = {
  /** Execution, as pg_stat_statements counts it by default. */
  ms: number;
  /** Planning, which it counts where it is told to. */
  planMs: number;
  statements: number;
};

/** Settings that a cluster needs to count by: planning and BEGIN, SET, COMMIT are work as well. */
export const COUNTING = {
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track_planning": "on",
  "pg_stat_statements.track_utility": "on",
};

/** Begins to count at zero. */
export const countAnew = (admin: Client): Promise<unknown> =>
  admin.query("SELECT pg_stat_statements_reset()");

/** Returns the server's time (execution and planning apart, ms) and the statements of a role since then, divided by `times`. */
export async function costOf(admin: Client, role: string, times: number): Promise<Cost> {
  const { rows } = await admin.query<Cost>(
    `SELECT coalesce(sum(total_exec_time), 0) / $2::float8 AS ms,
            coalesce(sum(total_plan_time), 0) / $2::float8 AS "planMs",
            coalesce(sum(calls), 0)::float8 / $2::float8 AS statements
     FROM pg_stat_statements WHERE userid = $1::regrole`,
    [role, times],
  );
  const [cost] = rows;
  if (cost === undefined || cost.statements === 0) throw new Error(`Nothing was counted of ${role}.`);
  return cost;
}
