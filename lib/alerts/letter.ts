import type { Verdict } from "@/lib/checks/verdict";
import { headroomText } from "@/lib/budget/headroom";
import { dayInWords } from "@/lib/report/ignored";
import { count } from "@/lib/text/words";
import type { AlertMessage } from "./message";

/** Facts of a database at a time; headroom is in connections. */
type State = { verdict: Verdict; headroom: number | null; failing: readonly string[] };

/** A database of the letter: now, a week before (null where it was not yet known), and its ignores that run out. */
export type LetterDatabase = {
  name: string;
  url: string;
  environment: string;
  now: State | null;
  before: State | null;
  /** Checks by title, with the last day on which each is ignored. */
  runningOut: readonly { title: string; until: string }[];
};

const BETTER: Record<Verdict, number> = { ready: 0, "ready with warnings": 1, unknown: 2, "not ready": 3 };

function changesOf({ name, now, before }: LetterDatabase): string[] {
  if (now === null) return [`${name}: never checked.`];
  if (before === null) return [`${name}: new this week, ${now.verdict}.`];
  const began = now.failing.filter((title) => !before.failing.includes(title));
  const ended = before.failing.filter((title) => !now.failing.includes(title));
  return [
    ...(now.verdict === before.verdict
      ? []
      : [
          `${name}: ${before.verdict} → ${now.verdict}, ${BETTER[now.verdict] > BETTER[before.verdict] ? "worse" : "better"}.`,
        ]),
    ...(began.length > 0
      ? [`${name}: ${count(began.length, "check")} began to fail: ${began.join("; ")}.`]
      : []),
    ...(ended.length > 0
      ? [`${name}: ${count(ended.length, "check passes", "checks pass")} again: ${ended.join("; ")}.`]
      : []),
  ];
}

/** Says how headroom fell; a rise needs nothing from the reader. */
function nearerOf({ name, now, before }: LetterDatabase): string[] {
  const [left, was] = [now?.headroom ?? null, before?.headroom ?? null];
  if (left === null || was === null || left >= was) return [];
  return [`${name}: ${headroomText(left)}, a week ago ${headroomText(was)}.`];
}

const runningOutOf = ({ name, runningOut }: LetterDatabase): string[] =>
  runningOut.map(({ title, until }) => `${name}: “${title}” is ignored until ${dayInWords(until)}.`);

/** A part of the letter, with its title; none where it has nothing to say. */
const part = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `- ${line}`)];

/** Returns whether a database asks for something now. */
const asks = ({ now, runningOut }: LetterDatabase): boolean =>
  now === null || now.verdict === "not ready" || (now.headroom ?? 0) < 0 || runningOut.length > 0;

/**
 * Returns the weekly letter: what changed, what came nearer to its limit, which ignores run out; "Nothing to do" where nothing is.
 * `slot` is the time that it was due, ISO; `home` the address of the overview.
 */
export function letterOf(databases: readonly LetterDatabase[], slot: string, home: string): AlertMessage {
  const changed = databases.flatMap(changesOf);
  const nearer = databases.flatMap(nearerOf);
  const runningOut = databases.flatMap(runningOutOf);
  const asking = databases.filter(asks);
  const parts = [
    ...part("What changed", changed),
    ...part("Nearer to the limit", nearer),
    ...part("Ignores that run out within 8 days", runningOut),
  ];
  const short = databases.filter(({ now }) => (now?.headroom ?? 0) < 0).length;
  return {
    alertId: `letter ${slot}`,
    event: "letter",
    severity: "info",
    headline:
      asking.length === 0
        ? "Your week: nothing to do"
        : `Your week: ${count(asking.length, "database")} to look at`,
    sentences: [
      `${count(databases.length, "database")}: ${databases.filter(({ now }) => now?.verdict !== "not ready" && now !== null).length} can run Electric, ${short} short of connections.`,
      ...(parts.length === 0 ? ["Nothing changed."] : parts),
    ],
    rule: "",
    subjects: asking.map(({ name, environment, url }) => ({ name, environment, url })),
    action: { label: "Open Headroom", url: home },
    startedAt: slot,
    endedAt: null,
  };
}
