import "server-only";
import { type Context } from "../../context";
import { readProfile } from "../../databases/read";
import { storedRun } from "./read";
import { askCancel } from "./record";
import { here } from "../../local-runs";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { db } from "../../store/db";

async function cancel(ctx: Context, audit: AuditLine, id: unknown, runId: unknown) {
  const profile = await readProfile(ctx, id);
  const { id: run } = await storedRun(profile.id, runId);
  const asked = await db().transaction(async (tx) => {
    if (!(await askCancel(run, tx))) return audit.unchanged(undefined);
    return audit.write(tx, { action: "cancel a run", profile, detail: { run } }, undefined);
  });
  here().runs.get(run)?.cancel.abort(new Error("cancelled"));
  return asked;
}

/**
 * Asks for the end of a run, here or in another replica. It ends with nothing changed, unless its commit was sent already;
 * then it ends as the database says. @throws NotAllowed for a member, NotFound, BadInput
 */
export const cancelRun = auditedVerb("admin", cancel);
