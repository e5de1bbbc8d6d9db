import "server-only";
import { and, eq } from "drizzle-orm";
import { removalSchema } from "@/lib/accounts/account";
import { parse, requireRole, type Context } from "../context";
import { Conflict, NotFound } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { keepAnAdmin } from "./keep-an-admin";

const missing = () => new NotFound("This person has no account any more.");

/**
 * Takes a person's account and sessions away; an admin's only by who types their own password again.
 * @throws NotAllowed for a member, NotFound, BadInput for a wrong own password, TooMany, Conflict for the last admin
 */
export async function removePerson(ctx: Context, input: unknown): Promise<void> {
  requireRole(ctx, "admin");
  const { id, ownPassword } = parse(removalSchema, input);
  const [person] = await db().select({ role: user.role }).from(user).where(eq(user.id, id));
  if (person === undefined) throw missing();
  if (person.role === "admin") await confirmSelf(ctx, ownPassword);
  await db().transaction(async (tx) => {
    const gone = await tx
      .delete(user)
      .where(and(eq(user.id, id), eq(user.role, person.role)))
      .returning({ id: user.id });
    if (gone.length === 0)
      throw new Conflict("This person's role was changed meanwhile. Open the page again.");
    await keepAnAdmin(tx);
  });
}
