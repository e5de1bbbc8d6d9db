import "server-only";
import { eq } from "drizzle-orm";
import { NotFound } from "../errors";
import type { Tx } from "../store/db";
import { user } from "../store/schema";

/** Returns a person as entries of the audit log name them. @throws NotFound where the account is gone */
export async function accountOf(tx: Tx, id: string): Promise<{ person: string; email: string }> {
  const [of] = await tx.select({ person: user.name, email: user.email }).from(user).where(eq(user.id, id));
  if (of === undefined) throw new NotFound("This person has no account any more.");
  return of;
}
