import "server-only";
import { weaknessOf, type Owner } from "@/lib/accounts/password-strength";
import { env } from "../env";
import { BadInput } from "../errors";
import { isBreached } from "./breached";

const LEAKED = "It is in a list of leaked passwords. Take another one.";

/**
 * Lets a new password pass that is neither easy to guess nor known to be leaked; `field` is its field in the form.
 * @throws BadInput with the reason
 */
export async function requireStrongPassword(
  password: string,
  owner: Owner,
  field: "password" | "next" = "password",
): Promise<void> {
  const isLeaked = async () => env().HEADROOM_BREACHED_PASSWORDS === "on" && (await isBreached(password));
  const weakness = weaknessOf(password, owner) ?? ((await isLeaked()) ? LEAKED : null);
  if (weakness !== null) throw new BadInput("This password is easy to guess.", { [field]: weakness });
}
