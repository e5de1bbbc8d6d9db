import "server-only";
import { randomUUID } from "node:crypto";
import { newPersonSchema } from "@/lib/accounts/account";
import { insertPassword } from "../auth/credential";
import { parse, type Context } from "../context";
import { BadInput } from "../errors";
import { db } from "../store/db";
import { user } from "../store/schema";
import { confirmSelf } from "./confirm-self";
import { makePassword } from "./password";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";

async function add(ctx: Context, audit: AuditLine, input: unknown) {
  const { name, email, role, groups, ownPassword } = parse(newPersonSchema, input);
  if (role === "admin") await confirmSelf(ctx, audit, ownPassword);
  const { password, hash } = await makePassword(ctx);
  const id = randomUUID();
  return db().transaction(async (tx) => {
    const made = await tx
      .insert(user)
      .values({ id, name, email, role, groups, mustChangePassword: true })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (made.length === 0)
      throw new BadInput("This person is here already.", { email: "There is an account with this address." });
    await insertPassword(tx, id, hash);
    const detail = { person: name, email, role, ...(groups.length > 0 && { groups }) };
    return audit.write(tx, { action: "add a person", detail }, { password });
  });
}

/**
 * Lets a person in and returns the first password, which is shown once, kept only as a hash, and changed at the first sign-in. A new admin needs the own password of
 * the actor again.
 * @throws NotAllowed for a member, BadInput when the address has an account already or the own password is wrong, TooMany
 */
export const addPerson = auditedVerb("admin", add);
