import "server-only";
import { randomUUID } from "node:crypto";
import { newPersonSchema } from "@/lib/accounts/account";
import { parse, requireRole, type Context } from "../context";
import { BadInput } from "../errors";
import { db } from "../store/db";
import { account, user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { makePassword } from "./password";

/**
 * Lets a person in and returns the first password, which is shown once and kept only as a hash. An admin is let in by who types their
 * own password again.
 * @throws NotAllowed for a member, BadInput when the address has an account already or the own password is wrong, TooMany
 */
export async function addPerson(ctx: Context, input: unknown): Promise<{ password: string }> {
  requireRole(ctx, "admin");
  const { name, email, role, ownPassword } = parse(newPersonSchema, input);
  if (role === "admin") await confirmSelf(ctx, ownPassword);
  const { password, hash } = await makePassword(ctx);
  const id = randomUUID();
  await db().transaction(async (tx) => {
    const made = await tx
      .insert(user)
      .values({ id, name, email, role })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (made.length === 0)
      throw new BadInput("This person is here already.", { email: "There is an account with this address." });
    await tx
      .insert(account)
      .values({ id: randomUUID(), accountId: id, providerId: "credential", userId: id, password: hash });
  });
  return { password };
}
