import type { TableName } from "./schema";

const PART = String.raw`(?:((?:[uU]&)?"(?:[^"]|"")+")|([\p{L}_][\p{L}\p{N}_$]*))`;
const NAME = new RegExp(String.raw`^\s*${PART}(?:\s*\.\s*${PART})?\s*$`, "u");
const BARE = new RegExp(String.raw`^\s*${PART}\s*$`, "u");

/** An escape of U&"…": a backslash, four hexadecimal digits, or six after a plus (PostgreSQL docs, 4.1.2.3). */
const ESCAPE = /\\(?:(\\)|([0-9A-Fa-f]{4})|\+([0-9A-Fa-f]{6}))/g;
const MOST = 0x10ffff;

function characterOf(escape: string, backslash?: string, four?: string, six?: string): string {
  const code = Number.parseInt(four ?? six ?? "", 16);
  return backslash ?? (code <= MOST ? String.fromCodePoint(code) : escape);
}

/** A quoted part stands as it is, an unquoted one is folded to lower case (PostgreSQL docs, 4.1.1). */
function part(quoted: string | undefined, plain: string | undefined): string {
  if (quoted === undefined) return (plain ?? "").replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const inner = quoted.slice(quoted.indexOf('"') + 1, -1).replaceAll('""', '"');
  return quoted.startsWith('"') ? inner : inner.replace(ESCAPE, characterOf);
}

/** Reads `table`, `schema.table` or `"My.App"."a.b"` as SQL would; without a schema it is `public`. Null when it is no name. */
export function readTableName(text: string): TableName | null {
  const [whole, quoted, plain, quotedTable, plainTable] = NAME.exec(text) ?? [];
  if (whole === undefined) return null;
  const first = part(quoted, plain);
  const hasSchema = quotedTable !== undefined || plainTable !== undefined;
  return hasSchema
    ? { schema: first, name: part(quotedTable, plainTable) }
    : { schema: "public", name: first };
}

/** Reads one schema name as SQL would. Null when it is no name. */
export function readSchemaName(text: string): string | null {
  const [whole, quoted, plain] = BARE.exec(text) ?? [];
  return whole === undefined ? null : part(quoted, plain);
}
