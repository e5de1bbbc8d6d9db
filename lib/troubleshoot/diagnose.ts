import type { Entry, Reaction } from "./define";
import { readContainers } from "./container";
import { entries, type Slug } from "./entries";
import { evidenceOf, type Evidence } from "./evidence";
import { linesOf, rawLinesOf } from "./lines";
import { nearestTo, type Near } from "./nearest";
import { occurrencesIn, type Occurrences } from "./occurrences";
import { sqlstatesIn } from "./sqlstate";

/** A known error that a text holds. */
export type Match = { entry: Entry<Slug>; by: "text" | "container" | "SQLSTATE"; evidence: Evidence };

/** Reading a pasted text: the known errors in it, the likeliest cause first; the nearest ones where none is known. */
export type Diagnosis = {
  matches: Match[];
  /** Only where there is no match. */
  nearest: Near[];
  /** Lines that were read. */
  lines: number;
  /** The text was longer than what is read: its end was read. */
  isCut: boolean;
};

/** More is no message but an archive; the end of a log has the cause. */
export const MOST_CHARACTERS = 1_000_000;

/** Order of errors: those that stop Electric come before those that only a request or the application notices. */
const SEVERITY: Record<Reaction, number> = {
  exits: 0,
  purges: 1,
  retries: 2,
  waits: 2,
  refuses: 3,
  "not electric": 3,
  continues: 4,
};

/** Returns the order of two entries in one text: causes before their symptoms, then severity, then the later line. */
export function byCause(one: Occurrences, other: Occurrences): number {
  return (
    Number(one.isCovered) - Number(other.isCovered) ||
    Number(one.entry.symptom ?? false) - Number(other.entry.symptom ?? false) ||
    SEVERITY[one.entry.reaction] - SEVERITY[other.entry.reaction] ||
    other.lastLine - one.lastLine ||
    other.strength - one.strength
  );
}

const inContainers = (text: string): Match[] =>
  (readContainers(text) ?? []).flatMap((container) =>
    entries.flatMap((entry): Match[] => {
      const says = entry.inContainer?.(container) ?? null;
      const place = container.name === "" ? "container" : `container ${container.name}`;
      return says === null
        ? []
        : [{ entry, by: "container", evidence: { text: `${place}: ${says}`, line: null, count: 1 } }];
    }),
  );

/** Returns a text of `docker inspect` as the texts that its engine keeps, and any other as it is. */
const withoutSettings = (text: string): string =>
  readContainers(text)
    ?.flatMap(({ texts }) => texts)
    .join("\n") ?? text;

/**
 * Returns the known errors in an error message, a whole log or the output of `docker inspect`. Nothing in it holds a secret that
 * the text held. Pure, and runs in the browser: no part of the text is sent anywhere.
 */
export function diagnose(pasted: string): Diagnosis {
  const isCut = pasted.length > MOST_CHARACTERS;
  const read = isCut ? pasted.slice(-MOST_CHARACTERS) : pasted;
  const text = withoutSettings(read);
  const lines = linesOf(text);
  const raw = rawLinesOf(text);
  const found = occurrencesIn(lines).sort(byCause);
  const byText = found.map(({ entry, ...occurrences }): Match => ({
    entry,
    by: "text",
    evidence: evidenceOf(raw, entry, occurrences),
  }));
  const settings = inContainers(read).filter(({ entry }) => !found.some((one) => one.entry === entry));
  const isExplained = [...byText, ...settings].some(({ entry }) => !entry.symptom);
  const bySqlstate = isExplained ? [] : matchesBySqlstate(lines, raw);
  const causes = byText.filter(({ entry }) => !entry.symptom);
  const symptoms = byText.filter(({ entry }) => entry.symptom);
  const isCause = ({ entry }: Match): boolean => !entry.symptom;
  const matches = [
    ...causes,
    ...settings.filter(isCause),
    ...bySqlstate,
    ...symptoms,
    ...settings.filter((match) => !isCause(match)),
  ];
  return { matches, nearest: matches.length > 0 ? [] : nearestTo(lines), lines: raw.length, isCut };
}

function matchesBySqlstate(lines: ReturnType<typeof linesOf>, raw: readonly string[]): Match[] {
  const states = sqlstatesIn(lines);
  return [...states].flatMap(([code, { at, count }]) =>
    entries
      .filter(({ sqlstates }) => sqlstates?.includes(code))
      .map((entry): Match => {
        const { text } = evidenceOf(raw, entry, { firstAt: at, lastAt: at, count });
        return { entry, by: "SQLSTATE", evidence: { text, line: at, count } };
      }),
  );
}
