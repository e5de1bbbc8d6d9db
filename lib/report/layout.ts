/** Before a line that is never broken. Text that went through `plain` has no NUL of its own. */
const VERBATIM = "\0";

/** Marks a line that `layout` leaves as it is: SQL and commands, which are copied. */
export const verbatim = (line: string): string => `${VERBATIM}${line}`;

const PAINT = /\u001b\[\d+m/g;

/** Returns how many columns a text takes, without its colours. */
const columns = (text: string): number => [...text.replace(PAINT, "")].length;

/**
 * Start of a line, before its text: its indent, then a bullet, a number, or a label with two spaces or more behind it. A label of
 * several words has an indent.
 */
const START = /^( *- | *\d+\. | *[\w.]+ {2,}| {2,}\S.{0,28}? {2,}| *)/;

/** A width that is narrower breaks nearly every word: such a terminal scrolls instead. */
const NARROWEST = 30;

function broken(line: string, width: number): string[] {
  if (columns(line) <= width) return [line];
  const hang = START.exec(line.replace(PAINT, ""))?.[1]?.length ?? 0;
  const indent = " ".repeat(hang < width / 2 ? hang : 2);
  const [lead = ""] = /^ */.exec(line) ?? [];
  const lines: string[] = [];
  let current = lead;
  let empty = true;
  for (const word of line.slice(lead.length).split(/(?<! ) (?! )/)) {
    if (!empty && columns(current) + 1 + columns(word) > width) {
      lines.push(current);
      [current, empty] = [indent, true];
    }
    current += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, current];
}

/**
 * Returns lines as a text of at most `width` columns: a longer one goes on below its own text. A word that is longer stands on a
 * line of its own, and a verbatim line stays whole.
 */
export const layout = (lines: readonly string[], width: number): string =>
  lines
    .flatMap((line) =>
      line.startsWith(VERBATIM)
        ? [line.slice(VERBATIM.length)]
        : line.split("\n").flatMap((part) => broken(part, Math.max(width, NARROWEST))),
    )
    .join("\n");
