import "server-only";
import { planSchema } from "@/lib/repair/plan/schema";
import type { RunRow } from "./record";

/** How many statements of a plan stand in the log; how many there were stands beside them. */
const STATEMENTS = 200;

/** A plan that was kept before warnings had to be accepted has none. */
const acceptancesOf = ({ plan }: RunRow) => planSchema.shape.acceptances.parse(plan.acceptances);

function actionOf({ dry, plan }: RunRow): string {
  if (dry) return "rehearse a plan";
  return plan.for.kind === "undo" ? "undo a run" : plan.for.kind === "clean-up" ? "clean up" : "run a plan";
}

/** Returns what the audit log says of a run that ended: who, from where, the SQL without secrets, the outcome, the undo. */
export function auditOf(row: RunRow) {
  const statements = row.plan.steps.flatMap((step) => step.statements);
  const undo = row.plan.steps.flatMap((step) => step.undo).filter((sql) => sql !== null);
  return {
    action: actionOf(row),
    by: {
      userId: row.userId,
      userRef: row.tokenRef ?? row.userId,
      userName: row.userName,
      address: row.fromAddress,
    },
    database: { id: row.databaseId, name: row.profileName },
    detail: {
      run: row.id,
      for: row.plan.for,
      strategy: row.plan.choices.strategy,
      as: row.plan.admin,
      // A run is kept only once all of its warnings were accepted.
      accepted: acceptancesOf(row).map(({ id, objects }) => ({ id, objects: objects.slice(0, STATEMENTS) })),
      outcome: row.state,
      says: row.says,
      sqlstate: row.sqlstate,
      lockMs: row.lockMs,
      statements: statements.slice(0, STATEMENTS),
      statementCount: statements.length,
      undo: undo.slice(0, STATEMENTS),
    },
  };
}
