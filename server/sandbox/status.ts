import "server-only";
import { requireRole, type Context } from "../context";
import { sandboxState, type SandboxState } from "./sandbox";

/** Returns how the sandbox is doing: `stopped` and `unavailable` are for the pages to say. */
export function sandboxStatus(ctx: Context): SandboxState {
  requireRole(ctx, "member");
  return sandboxState();
}
