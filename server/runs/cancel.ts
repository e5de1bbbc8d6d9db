import "server-only";
import { requireRole, type Context } from "../context";
import { readProfile } from "../profiles/read";
import { storedRun } from "./read";
import { askCancel } from "./record";
import { here } from "./running";

/**
 * Asks for the end of a run, here or in another replica. It ends with nothing changed, unless its commit was sent already;
 * then it ends as the database says. @throws NotAllowed for a member, NotFound, BadInput
 */
export async function cancelRun(ctx: Context, id: unknown, runId: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const profile = await readProfile(ctx, id);
  const { id: run } = await storedRun(profile.id, runId);
  await askCancel(run);
  here().runs.get(run)?.cancel.abort(new Error("cancelled"));
}
