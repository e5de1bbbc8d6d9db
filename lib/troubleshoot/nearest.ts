import type { Slug } from "./entries";
import { entries } from "./entries";
import type { Entry } from "./define";
import type { Line } from "./lines";

/** An entry whose texts have much in common with an unknown one; `likeness` goes from 0 to 1. */
export type Near = { entry: Entry<Slug>; likeness: number };

const MOST_LINES = 300;
const MOST_RESULTS = 3;
/** Words of a line that says that something went wrong; a short text has no others that matter. */
const ERROR =
  /error|warn|fatal|panic|emergency|critical|alert|fail|denied|refused|reject|invalid|cannot|could ?n.t|unable|missing|must |not |time[d ]?out|exception|lost|closed/i;
const SHORT = 3;

/** Below this the words in common are those of any error. */
const LEAST = 0.3;

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[a-z_]{3,40}/g));

const known = entries.map((entry) => ({
  entry,
  texts: [entry.title, ...entry.samples].map(wordsOf),
}));

/** How many entries have a word. */
const spread = new Map<string, number>();
for (const { texts } of known)
  for (const word of new Set(texts.flatMap((words) => [...words])))
    spread.set(word, (spread.get(word) ?? 0) + 1);

/** A word that few entries have says more; one that none has counts against a likeness. */
const weight = (word: string): number => Math.log(1 + known.length / (spread.get(word) ?? 1));
const sum = (words: Iterable<string>): number => {
  let total = 0;
  for (const word of words) total += weight(word);
  return total;
};

function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = sum([...one].filter((word) => other.has(word)));
  return common === 0 ? 0 : (2 * common) / (sum(one) + sum(other));
}

/** Returns the entries that are most like any line of a text, at most three; empty where nothing is alike. */
export function nearestTo(lines: readonly Line[]): Near[] {
  const all = [...new Set(lines.map(({ text }) => text))];
  const texts = all
    .filter((text) => all.length <= SHORT || ERROR.test(text))
    .slice(-MOST_LINES)
    .map(wordsOf);
  return known
    .map(({ entry, texts: own }) => ({
      entry,
      likeness: Math.max(0, ...texts.flatMap((words) => own.map((sample) => likeness(words, sample)))),
    }))
    .filter((near) => near.likeness >= LEAST)
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, MOST_RESULTS);
}
