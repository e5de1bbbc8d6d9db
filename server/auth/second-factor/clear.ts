import "server-only";
import { eq } from "drizzle-orm";
import type { Tx } from "../../store/db";
import { recoveryCodes, secondFactors } from "../../store/schema";

/** Deletes a person's second factor with its recovery codes; returns whether there was one that counted. */
export async function clearSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const [gone] = await tx.delete(secondFactors).where(eq(secondFactors.userId, userId)).returning();
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  return gone !== undefined && gone.confirmedAt !== null;
}
