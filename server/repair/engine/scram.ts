import "server-only";
import { createHash, createHmac, pbkdf2Sync, randomBytes, randomInt } from "node:crypto";

/** Letters and digits only: such a password stands in a connection string, a shell and a .env file as it is. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** 62^32 is about 190 bits. */
const LENGTH = 32;
/** What Postgres itself takes (PostgreSQL 17, scram-common.h: SCRAM_SHA_256_DEFAULT_ITERATIONS and …SALT_LEN). */
const ITERATIONS = 4096;
const SALT_BYTES = 16;

/** Raised for a password that no verifier can be made of; the message says why, and holds nothing of it. */
export class UnusablePassword extends Error {
  override name = "UnusablePassword";
}

/** RFC 3454, C.1.2: spaces beyond ASCII become a space. */
const SPACES = /[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/gu;
/** RFC 3454, B.1: mapped to nothing. One by one, for some of them join with their neighbours. */
const NOTHING = /\u00ad|\u034f|\u1806|\u180b|\u180c|\u180d|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/gu;
/**
 * Characters that RFC 3454 surely allows: assigned in Unicode 3.2, not prohibited, not written from right to left. Not
 * all of them, for it has 396 ranges that it does not know.
 */
const ALLOWED =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u0220\u0250-\u02ad\u0300-\u034e\u0391-\u03a1\u03a3-\u03ce\u0400-\u0486\u048a-\u04ce\u1e00-\u1e9b\u1ea0-\u1ef9\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fa5\uac00-\ud7a3]*$/u;

/**
 * Returns a password as Postgres hashes it: ASCII as it is; the rest by SASLprep (RFC 4013), which Postgres leaves out
 * where it does not allow a character (PostgreSQL 17, saslprep.c and auth-scram.c, pg_be_scram_build_secret).
 * @throws UnusablePassword when it is empty, has control characters, or would be changed beyond what is known here
 */
function prepared(password: string): string {
  if (password === "") throw new UnusablePassword("A password cannot be empty.");
  if (/\p{Cc}/u.test(password))
    throw new UnusablePassword(
      "The password holds a control character, such as a tab or the end of a line. Take it out, or choose another password.",
    );
  if (/\p{Cs}/u.test(password)) throw new UnusablePassword("The password is not valid UTF-8.");
  const changed = password.replace(SPACES, " ").replace(NOTHING, "").normalize("NFKC");
  if (changed === password) return password;
  if (changed === "" || !ALLOWED.test(changed))
    throw new UnusablePassword(
      "The password holds characters that different programs encode differently, so that one of them could not sign in. Use letters and digits.",
    );
  return changed;
}

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/**
 * Returns what Postgres keeps of a password under scram-sha-256, `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`
 * (RFC 5802, 7677; PostgreSQL 17 docs, 53.10). Sent instead of the password, it keeps the password out of every statement
 * and log. The salt is random; a test gives its own.
 * @throws UnusablePassword
 */
export function verifierOf(password: string, salt: Buffer = randomBytes(SALT_BYTES)): string {
  const salted = pbkdf2Sync(prepared(password), salt, ITERATIONS, 32, "sha256");
  const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest();
  const [saltText, stored, server] = [salt, storedKey, hmac(salted, "Server Key")].map((bytes) =>
    bytes.toString("base64"),
  );
  return `SCRAM-SHA-256$${ITERATIONS}:${saltText}$${stored}:${server}`;
}

/** Returns a new random password of 32 letters and digits, and its verifier. */
export function newPassword(): { password: string; verifier: string } {
  const password = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return { password, verifier: verifierOf(password) };
}
