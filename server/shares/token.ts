import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** Returns a new secret of 256 bits, as an address and a cookie can carry it: 43 characters. */
export const newSecret = (): string => randomBytes(32).toString("base64url");

/** Returns the hash that the store keeps of a secret. A secret of 256 random bits needs no slow one. */
export const hashOfSecret = (secret: string): string => createHash("sha256").update(secret).digest("hex");

const SECRET = /^[\w-]{43}$/;

/** Returns whether a text can be a secret of ours; anything else is not looked up. */
export const isSecret = (text: string): boolean => SECRET.test(text);
