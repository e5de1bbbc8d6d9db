import type { Assignment } from "./assignments";
import { sliceOf, sourceRange, trimmed, unescaped, type Excerpt } from "./excerpt";
import { meaningOf } from "./names";

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

/** A pair of a call or an object on one line: `host="…", port=5433`, `{ 'HOST': '…' }`. */
const INLINE_PAIR =
  /["'`]?([A-Za-z_][\w.]{0,60})["'`]?\s{0,20}(?:=>|[:=])\s{0,20}(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`|(\d+)(?![\w.]))/dg;

/** Returns the pairs of a call or an object of a program: quoted values and numbers. */
export function inlinePairsOf(excerpt: Excerpt): Assignment[] {
  return [...excerpt.text.matchAll(INLINE_PAIR)].flatMap(({ 1: name = "", indices }) => {
    const range = indices?.[2] ?? indices?.[3] ?? indices?.[4] ?? indices?.[5];
    if (range === undefined) return [];
    return [{ name, value: unescaped(sliceOf(excerpt, ...range), /\\./gs, (escape) => escape.charAt(1)) }];
  });
}

/** A line of a console's page, copied: a name, white space, a value. */
const COLUMNS = /^\s*([A-Za-z][\w ]{0,40}?)(?:\t+| {2,}| )(\S+)\s*$/;

/** Returns the names and values of lines that are two columns each; none where a line is of another kind. */
export function columnsOf(excerpt: Excerpt): Assignment[] {
  const lines = [...excerpt.text.matchAll(/[^\r\n]+/g)].filter(({ 0: line }) => line.trim() !== "");
  const pairs = lines.flatMap(({ 0: line, index }): Assignment[] => {
    const [, name = "", value = ""] = COLUMNS.exec(line) ?? [];
    if (value === "" || meaningOf(name) === null) return [];
    const from = index + line.lastIndexOf(value);
    return [{ name: name.replace(/\s+/g, "_"), value: sliceOf(excerpt, from, from + value.length) }];
  });
  return pairs.length >= 2 && pairs.length === lines.length ? pairs : [];
}

/** Base64 of printable text. */
function decoded(value: Excerpt): Excerpt | null {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.text)) return null;
  const bytes = Uint8Array.from(atob(value.text), (char) => char.charCodeAt(0));
  const text = new TextDecoder().decode(bytes).replace(/\n$/, "");
  const range = sourceRange(value);
  if (range === null || /[\uFFFD\p{Cc}]/u.test(text)) return null;
  return { text, spans: Array.from({ length: text.length }, () => range) };
}

/** Returns assignments with the values decoded that a Secret of Kubernetes holds below `data` (Kubernetes docs, Secrets). */
export function withDecodedData(text: string, assignments: readonly Assignment[]): Assignment[] {
  if (!/^\s*kind:\s*Secret\s*$/m.test(text) || !/^data:\s*$/m.test(text)) return [...assignments];
  return assignments.map(({ name, value }) => ({ name, value: decoded(value) ?? value }));
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
