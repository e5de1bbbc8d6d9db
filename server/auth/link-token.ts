import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** Returns the hash of a secret that has random bits enough by itself: a token of a link, a recovery code. */
export const hashSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** Makes the token of a link: 256 random bits, of which the store has the hash alone. */
export function makeLinkToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashSecret(token) };
}

/** The form of a token; what has another form is looked up nowhere. */
export const isLinkToken = (text: string): boolean => /^[\w-]{43}$/.test(text);
