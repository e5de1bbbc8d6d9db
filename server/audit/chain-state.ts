import "server-only";
import { requireRole, type Context } from "../context";
import { verifyAudit, type Verified } from "./verify";

declare global {
  // Next loads a module once per bundle; the work that is shared has to be one for the process.
  var headroomVerifying: Promise<Verified> | undefined;
}

/** Returns how the audit log's chain stands. Who asks while it is reckoned shares the answer: it reads the whole log. */
export async function chainState(ctx: Context): Promise<Verified> {
  requireRole(ctx, "member");
  globalThis.headroomVerifying ??= verifyAudit().finally(() => {
    globalThis.headroomVerifying = undefined;
  });
  return globalThis.headroomVerifying;
}
