import "server-only";
import { eq } from "drizzle-orm";
import { OWN_PASSWORD_NEEDED } from "@/lib/accounts/account";
import { verifyPassword } from "../auth/hashing";
import { limited } from "../auth/limits";
import type { Context } from "../context";
import { BadInput, NotAllowed } from "../errors";
import { db } from "../store/db";
import { account } from "../store/schema";

/**
 * Lets the actor pass who knows their own password: a session that was left open or stolen does not suffice. Headroom itself has none
 * and passes. `field` is the name of the form's field.
 * @throws BadInput at the field, TooMany
 */
export async function confirmSelf(
  { actor, address = "unknown" }: Context,
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
  });
}
