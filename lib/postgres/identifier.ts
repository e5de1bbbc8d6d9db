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

/** Returns a name as people read it: quoted only where Postgres would need it. For display and stable keys. */
export function displayName(name: string): string {
  return PLAIN.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Returns a relation as people read it: a part is quoted only where Postgres would need it. */
export function displayRelation(relation: { schema: string; name: string }): string {
  return `${displayName(relation.schema)}.${displayName(relation.name)}`;
}
