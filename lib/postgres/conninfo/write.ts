import type { ConnectionFields } from "./fields";

/** Half of a character, which UTF-8 has no bytes for: encodeURIComponent throws on it. */
const HALVES = /\p{Surrogate}/gu;

/**
 * Escapes what a URI part cannot hold raw; stricter than encodeURIComponent, so that shells and YAML are safe too. Half of a
 * character becomes U+FFFD, as in every UTF-8 text.
 */
export function escapePart(text: string): string {
  return encodeURIComponent(text.replace(HALVES, "\uFFFD")).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Returns the connection string of some fields, everything escaped: what Electric, psql and drivers all read alike. */
export function writeConnectionString(fields: ConnectionFields): string {
  const { host, port, database, user, password, sslmode } = fields;
  const login = user === "" ? "" : `${escapePart(user)}${password === "" ? "" : `:${escapePart(password)}`}@`;
  const name = host.includes(":") ? `[${host}]` : host;
  return `postgresql://${login}${name}:${port}/${escapePart(database)}${sslmode === null ? "" : `?sslmode=${sslmode}`}`;
}
