import { COMMON_WORDS, KEYBOARD_WALKS, PRODUCT_WORDS } from "./common-words";

/** Pieces that a guesser tries instead of single characters. */
type Kind = "common" | "product" | "own" | "sequence" | "keyboard" | "repeat" | "number";
type Piece = { length: number; kind: Kind };
/** Fewest guessable pieces that a text is made of, and how many characters each kind covers. */
type Cover = { units: number; covered: Partial<Record<Kind, number>> };

/** The owner of a password: what a stranger tries first. */
export type Owner = { name?: string | undefined; email?: string | undefined };

/** Fewest pieces of a password: a sentence of four plain words has over a dozen. */
const MIN_UNITS = 8;
const ADVICE = "Take a sentence of several words.";

const SAYS: Record<Kind, string> = {
  common: "It is made of words that every list of leaked passwords has.",
  product: "It is mostly the name of this product.",
  own: "It is mostly your own name or e-mail address.",
  sequence: "It is mostly a sequence, such as 1234 or abcd.",
  keyboard: "It follows the keys of a keyboard.",
  repeat: "It repeats the same characters.",
  number: "It is mostly a number or a date.",
};

const LEET: Record<string, string> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b" };
const SIGNS: Record<string, string> = { "@": "a", $: "s", "!": "i", "€": "e", "|": "l" };

/** Returns a text as a guesser's rules read it: lower case, digits and signs as the letters that they stand for. */
const unleet = (text: string): string =>
  text.replace(/[0134578@$!€|]/g, (sign) => LEET[sign] ?? SIGNS[sign] ?? sign);

/** Returns how long the run from `start` is whose neighbours fulfil a rule. */
function runOf(text: string, start: number, continues: (before: string, next: string) => boolean): number {
  let end = start + 1;
  while (end < text.length && continues(text.charAt(end - 1), text.charAt(end))) end += 1;
  return end - start;
}

const isAlphanumeric = (sign: string): boolean => /[a-z0-9]/.test(sign);
const stepBy = (step: number) => (before: string, next: string) =>
  isAlphanumeric(before) && isAlphanumeric(next) && next.charCodeAt(0) - before.charCodeAt(0) === step;

function walkFrom(text: string, start: number): number {
  let longest = 0;
  for (const row of KEYBOARD_WALKS)
    for (const walk of [row, [...row].reverse().join("")]) {
      const at = walk.indexOf(text.charAt(start));
      if (at < 0) continue;
      let length = 1;
      while (at + length < walk.length && text[start + length] === walk[at + length]) length += 1;
      longest = Math.max(longest, length);
    }
  return longest;
}

/** Returns the runs that begin at a place of a text. */
function runsAt(text: string, start: number): Piece[] {
  const digits = /^\d+/.exec(text.slice(start))?.[0].length ?? 0;
  const sequence = Math.max(runOf(text, start, stepBy(1)), runOf(text, start, stepBy(-1)));
  const runs: (Piece & { least: number })[] = [
    { kind: "repeat", length: runOf(text, start, (before, next) => before === next), least: 3 },
    { kind: "sequence", length: sequence, least: 3 },
    { kind: "keyboard", length: walkFrom(text, start), least: 4 },
    { kind: "number", length: Math.min(digits, 8), least: 4 },
  ];
  return runs.filter(({ length, least }) => length >= least);
}

/** Returns the fewest pieces that make up a text; a character of no piece is one by itself. */
function coverOf(text: string, words: ReadonlyMap<string, Kind>): Cover {
  const plain = unleet(text);
  const covers: Cover[] = Array<Cover>(text.length + 1).fill({ units: 0, covered: {} });
  for (let start = text.length - 1; start >= 0; start -= 1) {
    const named = [...words].flatMap(([word, kind]): Piece[] =>
      text.startsWith(word, start) || plain.startsWith(word, start) ? [{ kind, length: word.length }] : [],
    );
    const after = (length: number): Cover => covers[start + length] ?? { units: 0, covered: {} };
    let best: Cover = { ...after(1), units: after(1).units + 1 };
    for (const { kind, length } of [...named, ...runsAt(text, start)]) {
      const { units, covered } = after(length);
      if (units + 1 < best.units)
        best = { units: units + 1, covered: { ...covered, [kind]: (covered[kind] ?? 0) + length } };
    }
    covers[start] = best;
  }
  return covers[0] ?? { units: 0, covered: {} };
}

/** Returns the part that a text repeats from its beginning to its end; null where it repeats none. */
function periodOf(text: string): string | null {
  for (let length = 1; length <= text.length / 2; length += 1) {
    const part = text.slice(0, length);
    if (part.repeat(Math.ceil(text.length / length)).startsWith(text)) return part;
  }
  return null;
}

/** Returns the words that belong to a password's owner: of the name, of the address and of its domain. */
function ownWords({ name = "", email = "" }: Owner): string[] {
  const [local = "", domain = ""] = email.split("@");
  const parts = [name, local, domain].flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...parts, email, name.replace(/\s+/g, "")].map((part) => part.toLowerCase());
}

function wordsFor(owner: Owner): Map<string, Kind> {
  const entries: [string, Kind][] = [
    ...COMMON_WORDS.map((word): [string, Kind] => [word, "common"]),
    ...PRODUCT_WORDS.map((word): [string, Kind] => [word, "product"]),
    ...ownWords(owner).map((word): [string, Kind] => [word, "own"]),
  ];
  return new Map(entries.filter(([word]) => word.length >= 3));
}

/**
 * Returns why a password is easy to guess, in two sentences; null for one that is not. It is made of so few pieces that a program
 * which tries such pieces first finds it early: common words, names, sequences, walks on the keyboard, repetitions, numbers.
 */
export function weaknessOf(password: string, owner: Owner = {}): string | null {
  const text = password.toLowerCase();
  const words = wordsFor(owner);
  const part = periodOf(text);
  if (part !== null && coverOf(part, words).units < MIN_UNITS) return `${SAYS.repeat} ${ADVICE}`;
  for (const read of [text, text.replace(/[^\p{L}\p{N}]+/gu, "")]) {
    const { units, covered } = coverOf(read, words);
    if (units >= MIN_UNITS) continue;
    const kinds = (Object.keys(SAYS) as Kind[]).sort(
      (one, other) => (covered[other] ?? 0) - (covered[one] ?? 0),
    );
    return `${SAYS[kinds[0] ?? "common"]} ${ADVICE}`;
  }
  return null;
}
