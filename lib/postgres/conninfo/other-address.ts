import { sliceOf, type Excerpt } from "./excerpt";
import { keepSecret, noParts, type Parts } from "./parts";
import { schemeOf } from "./schemes";
import { readSemicolons } from "./semicolons";
import { systemOfScheme } from "./systems";

/** `thin:app/secret@…`, as Oracle has it. */
const ORACLE_LOGIN = /([\w$#.-]+)\/("[^"]*"|[^\s@]+)@/;

/** Reads a JDBC address without slashes, as Oracle, SQLite and H2 write theirs: the text alone, its password hidden. */
function readWithoutSlashes(excerpt: Excerpt): Parts {
  const parts = { ...noParts(), url: excerpt.text };
  const login = ORACLE_LOGIN.exec(excerpt.text);
  if (login === null) return parts;
  const [whole, user = "", password = ""] = login;
  const end = login.index + whole.length - 1;
  keepSecret(parts, sliceOf(excerpt, end - password.length, end));
  return { ...parts, user, password };
}

/** `user:password@tcp(host:3306)/database`, as Go's driver for MySQL has it. */
const GO_ADDRESS = /^([^\s:@/]*)(?::(\S*))?@(?:tcp6?|unix)\([^\s)]*\)/d;

function readGoAddress(excerpt: Excerpt): Parts | null {
  const [, user, password] = GO_ADDRESS.exec(excerpt.text)?.indices ?? [];
  if (user === undefined) return null;
  const parts = { ...noParts(), system: "MySQL" };
  if (password !== undefined) keepSecret(parts, sliceOf(excerpt, ...password));
  return parts;
}

/** Reads an address that other systems write in a way of their own; null for any other text. */
export function readOtherAddress(excerpt: Excerpt): Parts | null {
  const { text } = excerpt;
  const scheme = schemeOf(text);
  if (scheme === null) return readGoAddress(excerpt);
  if (!text.slice(scheme.length).startsWith("://")) return readWithoutSlashes(excerpt);
  const semicolon = text.indexOf(";");
  if (systemOfScheme(scheme) !== "SQL Server" || semicolon < 0) return null;
  // sqlserver://host:port;databaseName=…;user=…;password=…
  const place = text.slice(scheme.length + 3, semicolon).replace(/[\\/].*$/, "");
  const [, host = "", port = ""] = /^(.*?)(?::(\d+))?$/.exec(place) ?? [];
  const pairs = readSemicolons(sliceOf(excerpt, semicolon + 1));
  return { ...pairs, host: host || null, port: port || pairs.port, url: text };
}
