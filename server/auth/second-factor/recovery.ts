import "server-only";
import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { toBase32 } from "@/lib/accounts/totp";
import type { Tx } from "../../store/db";
import { recoveryCodes } from "../../store/schema";
import { hashSecret } from "../link-token";

/** How many recovery codes a person gets at once. */
export const RECOVERY_CODES = 10;

const plain = (code: string): string => code.replace(/[\s-]/g, "").toUpperCase();
/** 136 random bits need no slow hash; the person's id keeps equal codes of two people apart. */
const hashOf = (userId: string, code: string): string => hashSecret(`${userId} ${plain(code)}`);

/** Makes a code of 136 random bits in seven groups of four: letters and the digits 2 to 7. */
const makeCode = (): string => (toBase32(randomBytes(17)).toLowerCase().match(/.{4}/g) ?? []).join("-");

/** Replaces a person's recovery codes and returns the new ones, of which the store has the hashes alone. */
export async function replaceRecoveryCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, makeCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, hash: hashOf(userId, code) })));
  return codes;
}

/** Uses a recovery code up; returns whether it was one of the person's that are left. */
export async function spendRecoveryCode(tx: Tx, userId: string, code: string): Promise<boolean> {
  const used = await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hashOf(userId, code))))
    .returning({ userId: recoveryCodes.userId });
  return used.length === 1;
}
