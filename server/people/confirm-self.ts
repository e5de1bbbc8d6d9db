import "server-only";
import { eq } from "drizzle-orm";
import { OWN_PASSWORD_NEEDED } from "@/lib/accounts/account";
import { verifyPassword } from "../auth/hashing";
import { limited } from "../auth/limits";
import type { AuditLine } from "../audit/line";
import type { Context } from "../context";
import { BadInput, NotAllowed } from "../errors";
import { db } from "../store/db";
import { account } from "../store/schema";

/** The audit action of a refusal, by the field of the form. */
const REFUSED = {
  ownPassword: "fail to confirm the own password",
  current: "fail to change own password",
} as const;

/**
 * Lets the actor pass who knows their own password: a session that was left open or stolen does not suffice. Headroom itself has none
 * and passes. `field` is the name of the form's field. A wrong password is an entry of the audit log: ten in a quarter of an hour from one
 * address at most, since those that come after are throttled.
 * @throws BadInput at the field, TooMany
 */
export async function confirmSelf(
  { actor, address = "unknown" }: Context,
  audit: AuditLine,
  password: string | undefined,
  field: "ownPassword" | "current" = "ownPassword",
): Promise<void> {
  if (actor.kind !== "user") return;
  if (password === undefined) throw new BadInput(OWN_PASSWORD_NEEDED, { [field]: OWN_PASSWORD_NEEDED });
  await limited(actor.id, address, async () => {
    const [row] = await db()
      .select({ hash: account.password })
      .from(account)
      .where(eq(account.userId, actor.id));
    if (row === undefined) throw new NotAllowed("Your account is not here any more.");
    if (!row.hash || !(await verifyPassword(address, password, row.hash)))
      throw new BadInput("Your own password is wrong.", { [field]: "It is wrong. Type it again." });
  }).catch(async (error: unknown) => {
    if (error instanceof BadInput) await audit.noteAlone({ action: REFUSED[field] });
    throw error;
  });
}
