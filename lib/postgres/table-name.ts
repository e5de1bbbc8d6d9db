import type { TableName } from "../target/schema";

const PART = String.raw`(?:"((?:[^"]|"")+)"|([\p{L}_][\p{L}\p{N}_$]*))`;
const NAME = new RegExp(String.raw`^\s*${PART}(?:\s*\.\s*${PART})?\s*$`, "u");
const BARE = new RegExp(String.raw`^\s*${PART}\s*$`, "u");

/** A quoted part stands as it is, an unquoted one is folded to lower case (PostgreSQL docs, 4.1.1). */
const part = (quoted: string | undefined, plain: string | undefined): string =>
  quoted === undefined
    ? (plain ?? "").replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    : quoted.replaceAll('""', '"');

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
