/** C0, DEL, C1, the bidirectional controls and the line separators of Unicode: what a terminal or a reader would obey. */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;
const CONTROLS_BUT_NEWLINE = new RegExp(
  CONTROLS.source.replace("\\u0000-\\u001f", "\\u0000-\\u0009\\u000b-\\u001f"),
  "g",
);

/** Sign in place of a control character, so that two names that differ do not look alike without a sign. */
const SIGN = "\ufffd";

/** Returns text that is safe to show on one line: every control character, line breaks included, is a sign instead. */
export const plain = (text: string): string => text.replace(CONTROLS, SIGN);

const BUT_SPACES = new RegExp(
  CONTROLS.source.replace("\\u0000-\\u001f", "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f"),
  "g",
);

/** Returns a text that keeps its tabs and lines, with a sign for each other control character: a query as its client sent it. */
export const plainText = (text: string): string => text.replace(BUT_SPACES, SIGN);

/** Comments, quoted names and quoted values: a line break in a quotation is part of a name, not of the statement. */
const QUOTATIONS = /--[^\n]*|"(?:[^"]|"")*"|'(?:[^']|'')*'/g;

/**
 * Returns SQL that is safe to show, line by line; where it is no longer what has to be run, a comment says so, and which
 * place has that: `whole`.
 */
export function plainSql(sql: string, whole = "the JSON report"): string[] {
  const shown = sql.replace(QUOTATIONS, plain).replace(CONTROLS_BUT_NEWLINE, SIGN);
  const warning =
    shown === sql ? [] : [`-- a name in here has control characters: take the statement from ${whole}`];
  return [...warning, ...shown.split("\n")];
}

/** Returns JSON, indented, in which every control character is escaped: the same data, safe to show. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    CONTROLS_BUT_NEWLINE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Paints a text with a colour of the terminal, or leaves it as it is. */
export type Paint = (code: number, text: string) => string;
