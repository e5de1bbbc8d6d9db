import type { Assignment } from "./assignments";
import { sliceOf, trimmed, unescaped, type Excerpt } from "./excerpt";

const LEAD = /^\s*(?:-\s+)?(?:(?:export|set|ENV|ARG|-e|--env)\s+|--env=|\$env:)?/;
const KEY = /^["'`]?([A-Za-z_][\w.:[\]-]*)["'`]?\s*(=>|=|:(?=\s|["']|$))\s*/;
/** JSON on one line or several: `"password": "…"`. */
const JSON_PAIR = /"((?:[^"\\]|\\.)*)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|(-?\d+|true|false))/g;

/** Drops the quotes of a quoted value with its escapes; of an unquoted one, a comment and a comma at the end. */
function valueIn(raw: Excerpt): Excerpt {
  const quote = /^["'`]/.exec(raw.text)?.[0];
  if (quote === undefined) {
    const end = raw.text.search(/\s+#|[,;]?\s*$/);
    return trimmed(sliceOf(raw, 0, end < 0 ? raw.text.length : end));
  }
  const value = sliceOf(raw, 1, endOfQuoted(raw.text, quote));
  // Single quotes know no escape in .env and shells; YAML doubles them.
  return unescaped(value, quote === '"' ? /\\["\\$`]/g : /''/g, (match) => match.charAt(1));
}

/** The offset of the closing quote; of the last one on the line where more than a comment follows the first. */
function endOfQuoted(text: string, quote: string): number {
  const quoted = quote === '"' ? /^"(?:[^"\\]|\\.)*/s : quote === "'" ? /^'(?:[^']|'')*/ : /^`[^`]*/;
  const end = quoted.exec(text)?.[0].length ?? text.length;
  return /^.?\s*[,;]?\s*(?:#.*)?$/s.test(text.slice(end)) ? end : Math.max(end, text.lastIndexOf(quote));
}

/** `- "DATABASE_URL=…"` of a compose file: the quotes are around the pair. */
function withoutOuterQuotes(line: Excerpt): Excerpt {
  const [, quote = "", inner] = /^(["'])([A-Za-z_]\w*=.*)\1,?\s*$/s.exec(line.text) ?? [];
  return inner === undefined ? line : sliceOf(line, quote.length, quote.length + inner.length);
}

function lineOf(line: Excerpt): Assignment | null {
  const lead = LEAD.exec(line.text)?.[0].length ?? 0;
  const bare = withoutOuterQuotes(sliceOf(line, lead));
  const [whole, name = ""] = KEY.exec(bare.text) ?? [];
  return whole === undefined ? null : { name, value: valueIn(sliceOf(bare, whole.length)) };
}

/** Kubernetes has `- name: DATABASE_URL` on one line and `value: …` on the next. */
function withNamedValues(assignments: readonly Assignment[]): Assignment[] {
  return assignments.flatMap((assignment, at) => {
    const before = assignments[at - 1];
    const isNamed = assignment.name === "value" && before?.name === "name";
    if (isNamed) return [{ name: before.value.text, value: assignment.value }];
    return assignment.name === "name" && assignments[at + 1]?.name === "value" ? [] : [assignment];
  });
}

/** Returns the variables and keys of `.env`, YAML, properties and shell lines; lines of another kind are passed over. */
export function linesOf(excerpt: Excerpt): Assignment[] {
  const found = [...excerpt.text.matchAll(/[^\r\n]+/g)].flatMap(
    ({ 0: line, index }) => lineOf(sliceOf(excerpt, index, index + line.length)) ?? [],
  );
  return withNamedValues(found);
}

/** Returns the pairs of a JSON text at any depth. */
export function jsonPairsOf(excerpt: Excerpt): Assignment[] {
  return [...excerpt.text.matchAll(JSON_PAIR)].map((pair) => {
    const [whole, name = "", quoted, plain = ""] = pair;
    const raw = quoted ?? plain;
    const end = pair.index + whole.length - (quoted === undefined ? 0 : 1);
    return { name, value: unescapedJson(sliceOf(excerpt, end - raw.length, end)) };
  });
}

const JSON_ESCAPE = /\\(?:u[0-9a-fA-F]{4}|.)/gs;
const JSON_CONTROLS: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };

/** Returns a JSON string's value (RFC 8259, 7). */
function unescapedJson(raw: Excerpt): Excerpt {
  return unescaped(raw, JSON_ESCAPE, (escape) => {
    const char = escape.charAt(1);
    if (char === "u" && escape.length === 6) return String.fromCharCode(parseInt(escape.slice(2), 16));
    return JSON_CONTROLS[char] ?? char;
  });
}
