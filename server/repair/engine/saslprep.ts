import "server-only";
import saslprep from "@mongodb-js/saslprep";

/** Raised for a password that no verifier can be made of; the message says why, and holds nothing of it. */
export class UnusablePassword extends Error {
  override name = "UnusablePassword";
}

const AMBIGUOUS =
  "The password holds characters that different programs encode differently, so that one of them could not sign in. Use letters and digits.";

/**
 * Blocks whose characters NFKC may change without a doubt: each such character is assigned in Unicode 3.2 and allowed, and
 * so is what it becomes. U+0340 and U+0341 are not: they are prohibited, and what they become is allowed.
 */
const CERTAIN =
  /^[\u00a0-\u033f\u0342-\u03f8\u0400-\u10fb\u1e00-\u208f\u2100-\u213a\u2153-\u2188\u2460-\u2c7b\u2c7e-\u321c\u3251-\u327b\u3280-\u32cb\u3300-\u3376\u3400-\ua000\uac00-\ufa2d\ufb00-\ufe0f\ufe49-\uffff\u{1d400}-\u{1d4c0}\u{1d4c2}-\u{1d6a3}\u{1d6a8}-\u{1d7c9}\u{1d7ce}-\u{1d7ff}\u{2f800}-\u{2fa1d}]$/u;

/** Letters written from right to left in Unicode 3.2 (RFC 3454, D.1), and U+2135 to U+2138, which become such letters. */
const RIGHT_TO_LEFT = /[\u0590-\u07bf\u200f\u2135-\u2138\ufb1d-\ufdff\ufe70-\ufefe]/u;

const isNormal = (text: string): boolean => text.normalize("NFKC") === text;

/** Returns the password after SASLprep; null where RFC 4013 prohibits it, or where nothing is left of it. */
function rfc4013(password: string): string | null {
  try {
    return saslprep(password) || null;
  } catch (error) {
    // The package has no class of its own for a refusal: it names the RFC. A TypeError comes where nothing is left.
    const refused = error instanceof Error && /rfc(?:3454|4013)#section/.test(error.message);
    if (refused || error instanceof TypeError) return null;
    throw error;
  }
}

/**
 * Returns whether Postgres may judge a password otherwise than RFC 4013. Postgres looks for prohibited, unassigned and
 * right-to-left characters before it normalises (PostgreSQL 14 to 18, saslprep.c, steps 2 to 4); the RFC looks afterwards.
 */
function isAmbiguous(password: string, allowed: string | null): boolean {
  // Spaces of any kind become U+0020 in both, before anything else.
  if (RIGHT_TO_LEFT.test(password)) return !isNormal(password.replaceAll(/\p{Zs}/gu, " "));
  return allowed !== null && [...password].some((one) => !isNormal(one) && !CERTAIN.test(one));
}

/**
 * Returns a password as Postgres hashes it: after SASLprep (RFC 4013), or as it is where SASLprep prohibits it
 * (PostgreSQL 14 to 18, auth-scram.c, pg_be_scram_build_secret).
 * @throws UnusablePassword when it is empty, has control characters, or is read differently by Postgres and the RFC
 */
export function preparedPassword(password: string): string {
  if (password === "") throw new UnusablePassword("A password cannot be empty.");
  if (/\p{Cc}/u.test(password))
    throw new UnusablePassword(
      "The password holds a control character, such as a tab or the end of a line. Take it out, or choose another password.",
    );
  if (/\p{Cs}/u.test(password)) throw new UnusablePassword("The password is not valid UTF-8.");
  const allowed = rfc4013(password);
  if (isAmbiguous(password, allowed)) throw new UnusablePassword(AMBIGUOUS);
  return allowed ?? password;
}
