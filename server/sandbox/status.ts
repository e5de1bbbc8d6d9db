import "server-only";
import { sandboxState, type SandboxState } from "./sandbox";
import { readOnlyVerbNow } from "../audit/verb";

/** Returns how the sandbox is doing: `stopped` and `unavailable` are for the pages to say. */
export const sandboxStatus = readOnlyVerbNow("member", (): SandboxState => {
  return sandboxState();
});
