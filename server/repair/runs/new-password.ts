import "server-only";
import { newPassword } from "@/server/repair/engine/scram";
import { readOnlyVerbNow } from "../../audit/verb";

/**
 * Returns a new password for Electric's role and its verifier. Nothing of it is kept here: the page shows the password
 * once, and only the verifier comes back with the plan. @throws NotAllowed for a member
 */
export const newPasswordFor = readOnlyVerbNow("member", (): { password: string; verifier: string } => {
  return newPassword();
});
