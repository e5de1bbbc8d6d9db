import "server-only";
import { requireRole, type Context } from "../../context";
import { readDatabase } from "../../databases/read";
import { storedRun } from "./read";
import { askCancel } from "./record";
import { localRuns } from "../../local-runs";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { db } from "../../store/db";

async function cancel(ctx: Context, audit: AuditLine, id: unknown, runId: unknown) {
  const database = await readDatabase(ctx, id);
  const { id: run, dry, userId } = await storedRun(database.id, runId);
  const isOwnDryRun = dry && ctx.actor.kind === "user" && ctx.actor.id === userId;
  if (!isOwnDryRun) requireRole(ctx, "admin");
  const asked = await db().transaction(async (tx) => {
    if (!(await askCancel(run, tx))) return audit.unchanged(undefined);
    return audit.write(tx, { action: "cancel a run", database, detail: { run } }, undefined);
  });
  localRuns().runs.get(run)?.cancel.abort(new Error("cancelled"));
  return asked;
}

/**
 * Asks for the end of a run, here or in another replica. It ends with nothing changed, unless its commit was sent already;
 * then it ends as the database says. @throws NotAllowed for a member unless it is the own dry run, NotFound, BadInput
 */
export const cancelRun = auditedVerb("member", cancel);
