import "server-only";
import { createHash, createHmac, pbkdf2Sync, randomBytes, randomInt } from "node:crypto";
import { preparedPassword } from "./saslprep";

/** Letters and digits only: such a password stands in a connection string, a shell and a .env file as it is. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/** 62^32 is about 190 bits. */
const LENGTH = 32;
/** Values of Postgres itself (PostgreSQL 17, scram-common.h: SCRAM_SHA_256_DEFAULT_ITERATIONS and …SALT_LEN). */
const ITERATIONS = 4096;
const SALT_BYTES = 16;

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/**
 * Returns what Postgres keeps of a password under scram-sha-256, `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`
 * (RFC 5802, 7677; PostgreSQL 17 docs, 53.10). Sent instead of the password, it keeps the password out of every statement
 * and log. The salt is random; a test gives its own, and fewer iterations.
 * @throws UnusablePassword
 */
export function verifierOf(
  password: string,
  salt: Buffer = randomBytes(SALT_BYTES),
  iterations = ITERATIONS,
): string {
  const salted = pbkdf2Sync(preparedPassword(password), salt, iterations, 32, "sha256");
  const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest();
  const [saltText, stored, server] = [salt, storedKey, hmac(salted, "Server Key")].map((bytes) =>
    bytes.toString("base64"),
  );
  return `SCRAM-SHA-256$${iterations}:${saltText}$${stored}:${server}`;
}

/** Returns a new random password of 32 letters and digits, and its verifier. */
export function newPassword(): { password: string; verifier: string } {
  const password = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return { password, verifier: verifierOf(password) };
}
