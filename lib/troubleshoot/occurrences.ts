import type { Entry } from "./define";
import { entries, type Slug } from "./entries";
import type { Line } from "./lines";
import { squeezed, squeezedPattern } from "./squeeze";

/** Places and number of an entry's words in a text. `firstAt` and `lastAt` are lines of its last occurrence, from 1. */
export type Occurrences = {
  entry: Entry<Slug>;
  count: number;
  firstAt: number;
  lastAt: number;
  /** The last line that has it, in the order of the text. */
  lastLine: number;
  /** The longest stretch that was recognised, in characters. */
  strength: number;
  /** Every line that has it has another entry's words that say more. */
  isCovered: boolean;
};

type Span = { first: number; last: number; length: number };

/** More occurrences of one pattern change nothing. */
const MOST_SPANS = 50_000;

function spansOf({ patterns }: Entry, text: string, lineAt: (offset: number) => number): Span[] {
  const byStart = new Map<number, number>();
  for (const pattern of patterns)
    for (const { 0: match, index } of text.matchAll(squeezedPattern(pattern))) {
      byStart.set(index, Math.max(byStart.get(index) ?? 0, match.length));
      if (byStart.size === MOST_SPANS) break;
    }
  return [...byStart].map(([start, length]) => ({
    first: lineAt(start),
    last: lineAt(start + length - 1),
    length,
  }));
}

/** Returns what finds the line of an offset, given where each line starts. */
const finder =
  (starts: readonly number[]) =>
  (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };

/** A cause says more than a symptom, and a longer stretch more than a shorter one. */
const weightOf = (entry: Entry, { length }: Span): number => (entry.symptom ? 0 : 1_000_000) + length;

/** Returns every entry whose words are in some lines, wrapped over several of them or not, in no order. */
export function occurrencesIn(lines: readonly Line[]): Occurrences[] {
  const starts: number[] = [];
  const parts: string[] = [];
  let length = 0;
  for (const { text } of lines) {
    const part = squeezed(text);
    starts.push(length);
    parts.push(part);
    length += part.length;
  }
  const whole = parts.join("");
  const lineAt = finder(starts);
  const found = entries
    .map((entry) => ({ entry, spans: spansOf(entry, whole, lineAt) }))
    .filter(({ spans }) => spans.length > 0);
  const best = new Map<number, number>();
  for (const { entry, spans } of found)
    for (const span of spans)
      for (let line = span.first; line <= span.last; line += 1)
        best.set(line, Math.max(best.get(line) ?? 0, weightOf(entry, span)));
  return found.map(({ entry, spans }) => {
    const last = spans.reduce((one, other) => (other.last >= one.last ? other : one));
    const isCovered = ({ first, last: end, ...span }: Span): boolean => {
      for (let line = first; line <= end; line += 1)
        if ((best.get(line) ?? 0) > weightOf(entry, { first, last: end, ...span })) return true;
      return false;
    };
    return {
      entry,
      count: new Set(spans.map(({ first }) => first)).size,
      firstAt: lines[last.first]?.at ?? 1,
      lastAt: lines[last.last]?.at ?? 1,
      lastLine: last.last,
      strength: Math.max(...spans.map((span) => span.length)),
      isCovered: spans.every(isCovered),
    };
  });
}
