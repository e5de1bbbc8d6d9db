import "server-only";
import { OWN_PASSWORD_NEEDED } from "@/lib/accounts/account";
import { passwordHashOf } from "../auth/credential";
import { verifyPassword } from "../auth/hashing";
import { limited } from "../auth/limits";
import type { AuditLine } from "../audit/line";
import type { Context } from "../context";
import { BadInput, NotAllowed } from "../errors";

/** The text for a person who signs in by a provider alone. */
const NO_PASSWORD =
  "Your account has no password to confirm this with. Ask another admin for a link that sets one.";

/** The audit action of a refusal, by the field of the form. */
const REFUSED = {
  ownPassword: "fail to confirm the own password",
  current: "fail to change own password",
} as const;

/**
 * Lets the actor pass who knows their own password: a session that was left open or stolen does not suffice. Headroom itself has none
 * and passes. `field` is the name of the form's field. A wrong password is an entry of the audit log: ten in a quarter of an hour from one
 * address at most, since those that come after are throttled.
 * @throws BadInput at the field, TooMany, NotAllowed for a token
 */
export async function confirmSelf(
  { actor, address = "unknown" }: Context,
  audit: AuditLine,
  password: string | undefined,
  field: "ownPassword" | "current" = "ownPassword",
): Promise<void> {
  if (actor.kind === "system") return;
  if (actor.kind === "token")
    throw new NotAllowed("A token cannot do this: a person confirms it by password.");
  if (password === undefined) throw new BadInput(OWN_PASSWORD_NEEDED, { [field]: OWN_PASSWORD_NEEDED });
  await limited(actor.id, address, async () => {
    const hash = await passwordHashOf(actor.id);
    if (hash === null) throw new NotAllowed(NO_PASSWORD);
    if (!(await verifyPassword(address, password, hash)))
      throw new BadInput("Your own password is wrong.", { [field]: "It is wrong. Type it again." });
  }).catch(async (error: unknown) => {
    if (error instanceof BadInput) await audit.noteAlone({ action: REFUSED[field] });
    throw error;
  });
}
