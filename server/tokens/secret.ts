import "server-only";
import { hashSecret, makeLinkToken } from "../auth/link-token";

/** The prefix by which a person, and a scanner of source code, knows a token of ours. */
const PREFIX = "hdr_";

const FORM = /^hdr_[\w-]{43}$/;

/** Makes a token: the prefix and 256 random bits, of which the store keeps the hash alone. */
export function makeApiToken(): { token: string; tokenHash: string } {
  const token = `${PREFIX}${makeLinkToken().token}`;
  return { token, tokenHash: hashOfToken(token) };
}

/** Returns the hash that the store keeps of a token. 256 random bits need no slow one. */
export const hashOfToken = (token: string): string => hashSecret(token);

/** Returns whether a text can be a token of ours; anything else is looked up nowhere. */
export const isApiToken = (text: string): boolean => FORM.test(text);
