/** A line of a pasted text without what a terminal or a collector of logs put around it; `at` counts the text's lines from 1. */
export type Line = { text: string; at: number };

/** Colours and other sequences of a terminal, with the escape character or with the `^[` that stands for it in a copy. */
const ANSI =
  /(?:\u001b|\^\[)(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)?|[@-Z\\-_])|\u009b[0-9;?]*[ -/]*[@-~]/g;

/** Prefixes of a message: the source, the time, the process. A level stays, because people read it. */
const PREFIXES: readonly RegExp[] = [
  // docker compose: `electric-1  | `
  /^\s*[\w.-]{1,60}\s*\|\s/,
  // kubectl --prefix: `[pod/electric-0/electric] `
  /^\s*\[(?:pod\/)?[\w.-]{1,80}\/[\w./-]{1,80}\]\s/,
  // containerd: `2026-11-30T05:00:00.1Z stderr F `
  /^\s*\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d\d:?\d\d) (?:stdout|stderr) [FP]\s/,
  // A date and time, in brackets or not, with a zone or not.
  /^\s*\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\s?(?:Z|[+-]\d\d:?\d\d|[A-Z]{2,5}\b(?!:))?\]?:?\s+/,
  /^\s*\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?\s+/,
  // syslog and journalctl: `Nov 30 05:00:00 host electric[4711]: `
  /^\s*[A-Z][a-z]{2}\s{1,2}\d{1,2} \d\d:\d\d:\d\d \S{1,80} [\w./-]{1,60}(?:\[\d{1,9}\])?:\s/,
  // Fly: `app[e286] fra [info]`
  /^\s*\w{1,20}\[[\w-]{1,40}\]:?\s(?:[a-z]{3}\s\[\w{1,12}\])?/,
  // Postgres: `[4711-1] electric@orders `
  /^\s*\[\d{1,9}(?:-\d{1,9})?\]:?\s(?:[\w-]{1,63}@[\w-]{1,63}\s)?/,
];

const MOST_PREFIXES = 8;

function withoutPrefixes(line: string): string {
  let left = line;
  for (let turn = 0; turn < MOST_PREFIXES; turn += 1) {
    const before = left;
    for (const prefix of PREFIXES) left = left.replace(prefix, "");
    if (left === before) break;
  }
  return left;
}

/** Escapes as JSON, Elixir and shells write them, once or several times over. */
const unescaped = (line: string): string =>
  line
    .replace(/\\+u([0-9a-f]{4})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/\\+(?:x1b|e|033)(?=\[)/gi, "\u001b")
    .replace(/\\+[rn]/g, "\n")
    .replace(/\\+t/g, " ")
    .replace(/\\+(?=["'])/g, "")
    .replace(/&(?:quot|#34);/g, '"')
    .replace(/&#(?:39|x27);/g, "'")
    .replace(/&gt;/g, ">")
    .replace(/&lt;/g, "<")
    .replace(/&amp;/g, "&");

const BREAK = /\r\n|[\n\r\u2028\u2029]/;

/** Returns the physical lines of a text. */
export const rawLinesOf = (text: string): string[] => text.split(BREAK);

/** Returns a text without the marks of a quotation in a mail or an issue, where each of its lines has one. */
const unquoted = (lines: readonly string[]): readonly string[] =>
  lines.every((line) => /^\s*(?:>|$)/.test(line)) ? lines.map((line) => line.replace(/^\s*>\s?/, "")) : lines;

/** Returns the lines of a log as their program wrote them; one that holds escaped line breaks becomes several. */
export function linesOf(text: string): Line[] {
  return unquoted(rawLinesOf(text)).flatMap((raw, index) =>
    unescaped(raw)
      .split(BREAK)
      .map((part) => ({ text: withoutPrefixes(part.replace(ANSI, "")).trim(), at: index + 1 }))
      .filter(({ text: line }) => line !== ""),
  );
}
