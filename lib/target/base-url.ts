/** The part before the path: what stands before an `@` there is a user, perhaps with a password. */
const WITH_USER = /^[a-z]+:[/\\]*[^/\\?#]*@/i;

/**
 * Returns whether Electric's address is more than a scheme, a host, a port and a path: a user, a password, a query or a fragment can
 * hold a secret, and the address is stored in clear and shown to members.
 */
export function mayHoldSecret(text: string): boolean {
  if (/[?#]/.test(text) || WITH_USER.test(text)) return true;
  if (!URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return username !== "" || password !== "" || search !== "" || hash !== "";
}

/** Returns Electric's address without what may hold a secret; null for a text that is no address. */
export function withoutSecret(text: string): string | null {
  if (!mayHoldSecret(text)) return text;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  url.username = url.password = url.search = url.hash = "";
  return url.href.replace(/(?<=^[a-z]+:\/\/[^/]+)\/$/, "");
}
