import { titleOfWanted } from "@/components/repair/repair-url";
import { STATE_WORDS, toneOfRun, type RunTone } from "@/components/repair/run/words";
import { exactTime } from "@/components/ui/relative";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { runDetailSchema, type AuditEvent } from "@/lib/audit/event";

/** Returns a word with a capital at its beginning. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const ACTIONS = new Map<string, string>(Object.entries(AUDIT_ACTIONS));

/** Returns what was done, as people read it. */
export const actionName = (action: string): string => ACTIONS.get(action) ?? capital(action);

/** Returns the name of a field as people read it: "backendStart" is "Backend start". */
export const fieldName = (key: string): string =>
  capital(
    key.replaceAll(/([a-z])([A-Z])/g, (_both, end: string, start: string) => `${end} ${start.toLowerCase()}`),
  );

/** Outcome of an action: a word or two, a sentence where there is one, and its look; null where it has no look. */
export type Outcome = { word: string; says: string | null; tone: RunTone | null };

/** Outcomes of a signal to a session (server/watched/backends.ts, server/connections/signal.ts). */
const SIGNALS = new Map<string, Outcome>([
  ["done", { word: "Done", says: "It ended.", tone: "pass" }],
  [
    "sent",
    {
      word: "Sent",
      says: "The signal was sent, and a second later it had not followed: it may have been in a step that cannot be interrupted.",
      tone: "warn",
    },
  ],
  ["gone", { word: "Nothing done", says: "The session had left before. Nothing was done.", tone: "warn" }],
  [
    "changed",
    {
      word: "Nothing done",
      says: "The session was no longer what had been shown. Nothing was done.",
      tone: "warn",
    },
  ],
  [
    "asked once more",
    {
      word: "Asked once more",
      says: "The session is Electric's, so Headroom asked a second time first. Nothing was done.",
      tone: "warn",
    },
  ],
  [
    "not allowed",
    {
      word: "Not allowed",
      says: "The role that Headroom logs in as may not signal this session. Nothing was done.",
      tone: "fail",
    },
  ],
  [
    "failed",
    {
      word: "Not known",
      says: "The session with the database broke, so it is not known whether it was done.",
      tone: "fail",
    },
  ],
]);

/** The outcomes of a refused sign-in, by reason (server/auth/sign-in-failures.ts). */
const REFUSED = new Map<string, Outcome>([
  ["wrong", { word: "Refused", says: "The account or the password was wrong.", tone: "warn" }],
  [
    "throttled",
    {
      word: "Refused",
      says: "There were too many wrong passwords before, so none was compared.",
      tone: "fail",
    },
  ],
]);

/** Returns what came of it, null where the entry does not say. */
export function outcomeOf({ detail }: Pick<AuditEvent, "detail">): Outcome | null {
  const run = runDetailSchema.safeParse(detail);
  if (run.success) {
    const { outcome, says } = run.data;
    return {
      word: STATE_WORDS[outcome].word,
      says: says ?? STATE_WORDS[outcome].says,
      tone: toneOfRun(outcome),
    };
  }
  if (typeof detail.outcome !== "string") return null;
  return (
    SIGNALS.get(detail.outcome) ??
    REFUSED.get(detail.outcome) ?? { word: capital(detail.outcome), says: null, tone: null }
  );
}

/** An entry with what it was for, in the words of the checks: a title for the list, and each check that was to pass. */
export type TitledEvent = AuditEvent & { title: string | null; checks: readonly string[] };

/** Returns what an entry is about besides its database: a person, an account, a check, or how many tries there were. */
function subjectOf(detail: AuditEvent["detail"], titles: ReadonlyMap<string, string>): string | null {
  const { person, role, before, account, more, check, fields } = detail;
  if (typeof person === "string")
    return typeof role !== "string"
      ? person
      : `${person}: ${typeof before === "string" ? `${before} → ` : ""}${role}`;
  if (typeof account === "string") return account;
  if (typeof more === "number") return `${more.toLocaleString("en")} more, each counted and not listed`;
  if (typeof check === "string") return titles.get(check) ?? check;
  return typeof fields === "string" ? fields : null;
}

/** Returns an entry with what its run was for; what only repeats the action is left out. */
export function titledEvent(event: AuditEvent, titles: ReadonlyMap<string, string>): TitledEvent {
  const run = runDetailSchema.safeParse(event.detail);
  const wanted = run.success ? run.data.for : null;
  return {
    ...event,
    title:
      wanted?.kind === "ready" || wanted?.kind === "checks"
        ? titleOfWanted(wanted, titles)
        : subjectOf(event.detail, titles),
    checks: wanted?.kind === "checks" ? wanted.checks.map((check) => titles.get(check) ?? check) : [],
  };
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}(:?\d{2})?)$/;

/** Returns a value of an entry as text, a time to the second; null where there is nothing to show. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string") {
    const time = TIME.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(time) ? value : exactTime(time);
  }
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

/** Fields in reading order, the subject of a signal first; the store keeps fields in an order of its own. */
const FIRST = ["person", "email", "account", "fields", "pid", "role", "applicationName", "database"];

/** Returns the fields of an entry in the order in which they are read. */
export const inOrder = (detail: AuditEvent["detail"]): [string, unknown][] => [
  ...FIRST.flatMap((key): [string, unknown][] => (key in detail ? [[key, detail[key]]] : [])),
  ...Object.entries(detail)
    .filter(([key]) => !FIRST.includes(key))
    .sort(([one], [other]) => one.localeCompare(other, "en")),
];
