import { parseJson } from "@/lib/text/json";
import type { Entry } from "./define";
import { linesOf } from "./lines";
import { maskSecrets } from "./mask";
import { sourceOffset, squeezed, squeezedPattern } from "./squeeze";

/** The words that an entry was recognised by, without secrets; the line is null where it is no line of a log. */
export type Evidence = { text: string; line: number | null; count: number };

const MOST_LINES = 12;
const MOST_CHARACTERS = 500;
const BEFORE = 120;

/** Returns every text in a JSON value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Returns the texts of the record that a line is, or ends with; the line itself where it is none. */
function messagesIn(line: string): string[] {
  const from = line.indexOf("{");
  const texts = from < 0 ? [] : textsIn(parseJson(line.slice(from)));
  return texts.length > 0 ? [...texts, line] : [line];
}

/** Returns where a text has an entry's words, as an offset in it; null where it has none. */
function offsetIn(text: string, { patterns }: Entry): number | null {
  const whole = squeezed(text);
  const found = patterns.flatMap((pattern) => {
    const at = whole.search(squeezedPattern(pattern));
    return at < 0 ? [] : [at];
  });
  return found.length === 0 ? null : sourceOffset(text, Math.min(...found));
}

function cut(text: string, offset: number): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const from = Math.max(0, offset - BEFORE);
  const end = from + MOST_CHARACTERS;
  return `${from > 0 ? "… " : ""}${text.slice(from, end)}${end < text.length ? " …" : ""}`;
}

/**
 * Returns the lines of an entry's last occurrence as people read them: without prefixes, a record as its message, and every
 * secret masked. Masking reads the physical lines, before anything is taken out of them.
 */
export function evidenceOf(
  raw: readonly string[],
  entry: Entry,
  { firstAt, lastAt, count }: { firstAt: number; lastAt: number; count: number },
): Evidence {
  const lines = raw.slice(firstAt - 1, Math.min(lastAt, firstAt - 1 + MOST_LINES));
  const masked = maskSecrets(lines.join("\n"));
  const candidates = [...masked.split("\n").flatMap(messagesIn).map(tidy), tidy(masked)];
  const message = candidates
    .map((text) => ({ text, offset: offsetIn(text, entry) }))
    .find(({ offset }) => offset !== null);
  return {
    text: cut(message?.text ?? tidy(masked), message?.offset ?? 0),
    line: lastAt,
    count,
  };
}

const tidy = (text: string): string =>
  linesOf(text)
    .map((line) => line.text)
    .join("\n");
