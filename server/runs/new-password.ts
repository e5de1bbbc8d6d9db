import "server-only";
import { newPassword } from "@/server/repair/scram";
import { requireRole, type Context } from "../context";

/**
 * Returns a new password for Electric's role and its verifier. Nothing of it is kept here: the page shows the password
 * once, and only the verifier comes back with the plan. @throws NotAllowed for a member
 */
export function newPasswordFor(ctx: Context): { password: string; verifier: string } {
  requireRole(ctx, "admin");
  return newPassword();
}
