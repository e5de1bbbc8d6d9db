import "server-only";
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";
import { promisify } from "node:util";
import { verifyPassword as verifyOlder } from "better-auth/crypto";
import { z } from "zod";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** Work of a hash: of the least that OWASP names the one that takes 32 MB (ASVS 5.0, appendix C; Password Storage Cheat Sheet). */
const WORK = { ln: 15, r: 8, p: 3 };
const SALT_BYTES = 16;
const HASH_BYTES = 32;

type Parts = typeof WORK & { salt: Buffer; hash: Buffer };

const base64 = z.base64().transform((text) => Buffer.from(text, "base64"));

/** A hash as text: `$scrypt$ln=15,r=8,p=3$salt$hash`, so that it names its own algorithm and work. */
const textOf = ({ ln, r, p, salt, hash }: Parts): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString("base64")}$${hash.toString("base64")}`;

const FORM = /^\$scrypt\$ln=(1[0-9]|20),r=([1-9]|[1-3][0-9]),p=([1-9])\$([^$]+)\$([^$]+)$/;

/** Returns the parts of a hash of ours; null for one of an earlier version. @throws Error for a damaged one */
function partsOf(text: string): Parts | null {
  if (!text.startsWith("$scrypt$")) return null;
  const [, ln, r, p, salt, hash] = FORM.exec(text) ?? [];
  return z
    .object({ ln: z.coerce.number(), r: z.coerce.number(), p: z.coerce.number(), salt: base64, hash: base64 })
    .parse({ ln, r, p, salt, hash });
}

/** Unicode has several forms of one letter, and keyboards differ in them (NIST SP 800-63B, 3.1.1.2). */
const derived = (
  password: string,
  salt: Buffer,
  { ln, r, p }: typeof WORK,
  length: number,
): Promise<Buffer> =>
  derive(password.normalize("NFKC"), salt, length, { N: 2 ** ln, r, p, maxmem: 2 * 128 * 2 ** ln * r });

/** Returns the hash of a password, with a salt of its own. */
export async function makeHash(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return textOf({ ...WORK, salt, hash: await derived(password, salt, WORK, HASH_BYTES) });
}

/** Returns whether a password has a hash, of this version or an earlier one. @throws Error for a damaged hash */
export async function hasHash(password: string, text: string): Promise<boolean> {
  const parts = partsOf(text);
  if (parts === null) return verifyOlder({ hash: text, password });
  return timingSafeEqual(await derived(password, parts.salt, parts, parts.hash.length), parts.hash);
}

/** Returns whether a hash was made with other work than those of today: the next right password makes it anew. */
export function isOutdated(text: string): boolean {
  const parts = partsOf(text);
  return parts === null || parts.ln !== WORK.ln || parts.r !== WORK.r || parts.p !== WORK.p;
}

/** A hash that no password has; comparing with it takes as long as with a real one. */
export const NO_HASH = textOf({ ...WORK, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) });
