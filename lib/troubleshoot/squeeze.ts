/** White space of every kind, what has no width, and backslashes, which an escape or a wrap may have put anywhere. */
const SKIPPED = /[\s\u00ad\u200b-\u200d\u2060\ufeff\\]+/g;

/**
 * Returns a text in lower case, without white space and with plain quotation marks: two copies of one message are equal then,
 * however they were wrapped, indented or escaped.
 */
export const squeezed = (text: string): string =>
  text
    .replace(SKIPPED, "")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .toLowerCase();

const compiled = new Map<RegExp, RegExp>();

/** Returns a pattern for squeezed text; white space in the pattern does not count either. */
export function squeezedPattern(pattern: RegExp): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(pattern.source.replace(/ [?+*]/g, "").replaceAll(" ", ""), "g");
  compiled.set(pattern, made);
  return made;
}

/** Returns where in a text the character stands that has an offset in the squeezed text. */
export function sourceOffset(text: string, offset: number): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (squeezed(text.slice(0, middle)).length <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
