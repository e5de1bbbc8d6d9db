import { sliceOf, unescaped, type Excerpt } from "./excerpt";
import { assign, noParts, type Parts } from "./parts";

const FIELD = String.raw`((?:[^:\\\s]|\\.)+)`;
const LINE = new RegExp(`^${FIELD}:(\\d+|\\*):${FIELD}:${FIELD}:(\\S.*)$`);

const meant = (field: string): string => field.replace(/\\(.)/g, "$1");

/** Reads a line of a password file, `host:port:database:user:password` (PostgreSQL docs, 34.16); null for any other text. */
export function readPassLine(excerpt: Excerpt): Parts | null {
  const [, host = "", port = "", database = "", user = "", password = ""] = LINE.exec(excerpt.text) ?? [];
  if (password === "") return null;
  const parts = noParts();
  const known = { host, port, dbname: database, user };
  for (const [name, value] of Object.entries(known))
    if (value !== "*") assign(parts, name, meant(value), excerpt);
  const source = sliceOf(excerpt, excerpt.text.length - password.length);
  const clear = unescaped(source, /\\[:\\]/g, (escape) => escape.charAt(1));
  assign(parts, "password", clear.text, clear);
  return parts;
}
