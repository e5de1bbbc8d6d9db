/** Raised for a name that no Postgres object can have. */
export class ImpossibleName extends Error {
  override name = "ImpossibleName";
}

function refuseNul(text: string): void {
  if (text.includes("\0")) throw new ImpossibleName("Postgres text cannot contain a NUL character.");
}

/**
 * Returns a catalogue name as a quoted SQL identifier. The only function that quotes names.
 * @throws ImpossibleName when it is empty, holds NUL, or is over 63 bytes (Postgres would cut it).
 */
export function quoteIdentifier(name: string): string {
  refuseNul(name);
  if (name === "") throw new ImpossibleName("A Postgres name cannot be empty.");
  if (new TextEncoder().encode(name).length > 63)
    throw new ImpossibleName("A Postgres name has at most 63 bytes.");
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * Returns text as a quoted SQL literal, the E'' form where it has backslashes. The only function that quotes values.
 * @throws ImpossibleName when it holds NUL.
 */
export function quoteLiteral(text: string): string {
  refuseNul(text);
  const doubled = text.replaceAll("'", "''");
  return doubled.includes("\\") ? ` E'${doubled.replaceAll("\\", "\\\\")}'` : `'${doubled}'`;
}

/** Returns a relation as SQL: both parts quoted. */
export function quoteRelation(relation: { schema: string; name: string }): string {
  return `${quoteIdentifier(relation.schema)}.${quoteIdentifier(relation.name)}`;
}

const PLAIN = /^[a-z_][a-z0-9_$]*$/;

/**
 * Characters that are not seen, or that change the place of what stands beside them: controls, line separators, zero-width and
 * bidirectional characters, tags. The joiners that scripts and emoji need are not among them.
 */
const HIDDEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
const ESCAPED = new RegExp(String.raw`[\\"]|${HIDDEN.source}`, "gu");

/** Returns a character as a name with Unicode escapes has it (PostgreSQL docs, 4.1.2.3). */
function escaped(character: string): string {
  if (character === "\\" || character === '"') return character + character;
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return hex.length > 4 ? `\\+${hex.padStart(6, "0")}` : `\\${hex.padStart(4, "0")}`;
}

/**
 * Returns a name as people read it: quoted only where Postgres would need it, and with Unicode escapes (`U&"a\202Eb"`) where
 * it has hidden characters, so that no name changes the text around it or looks like another. For display and stable keys.
 */
export function displayName(name: string): string {
  if (PLAIN.test(name)) return name;
  return HIDDEN.test(name) ? `U&"${name.replace(ESCAPED, escaped)}"` : `"${name.replaceAll('"', '""')}"`;
}

/** Returns a relation as people read it: a part is quoted only where Postgres would need it. */
export function displayRelation(relation: { schema: string; name: string }): string {
  return `${displayName(relation.schema)}.${displayName(relation.name)}`;
}
