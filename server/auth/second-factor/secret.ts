import "server-only";
import { randomBytes } from "node:crypto";
import { toBase32 } from "@/lib/accounts/totp";
import { openText, sealText, type SealedText } from "../../secrets/seal-text";

const placeOf = (userId: string) => ({ row: userId, field: "second factor" });

/** Makes a secret of 160 bits, the length of the hash (RFC 4226, 4). */
export const makeSecret = (): string => toBase32(randomBytes(20));

/** Encrypts a person's secret for the column of their row. */
export const sealSecret = (userId: string, secret: string): SealedText => sealText(placeOf(userId), secret);

/** Decrypts a person's secret. @throws CannotOpen */
export const openSecret = (userId: string, sealed: SealedText): string => openText(placeOf(userId), sealed);
