import "server-only";
import { eq } from "drizzle-orm";
import type { TokenScope } from "@/lib/accounts/api-token";
import { system, type Context } from "../../context";
import { addPerson } from "../../people/add";
import { db } from "../../store/db";
import { user } from "../../store/schema";
import { makeToken } from "../../tokens/make";

let made = 0;

/** Makes an admin, and returns what makes tokens of the admin's: each with a name of its own. */
export async function tokenMaker() {
  const email = "ada@example.com";
  const { password: ownPassword } = await addPerson(system, {
    name: "Ada",
    email,
    role: "admin",
    ownPassword: "not asked",
  });
  const [row] = await db().select({ id: user.id }).from(user).where(eq(user.email, email));
  const ada: Context = { actor: { kind: "user", id: row?.id ?? "", role: "admin" } };
  const token = async (scope: TokenScope, more: { name?: string; groups?: string[] } = {}) =>
    (await makeToken(ada, { name: `${scope} ${++made}`, scope, ownPassword, ...more })).token;
  return { ada, token };
}
