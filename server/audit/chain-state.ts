import "server-only";
import { verifyAudit, type Verified } from "./verify";
import { readOnlyVerb } from "./verb";

declare global {
  // Next loads a module once per bundle; the work that is shared has to be one for the process.
  var headroomVerifying: Promise<Verified> | undefined;
}

/** Returns how the audit log's chain stands. Who asks while it is reckoned shares the answer: it reads the whole log. */
export const chainState = readOnlyVerb("member", async (): Promise<Verified> => {
  globalThis.headroomVerifying ??= verifyAudit().finally(() => {
    globalThis.headroomVerifying = undefined;
  });
  return globalThis.headroomVerifying;
});
