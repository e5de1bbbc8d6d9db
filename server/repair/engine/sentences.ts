import "server-only";
import type { DatabaseError } from "pg";
import { count, span } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import { notAccepted, type Acceptance } from "@/lib/repair/plan/acceptance";
import type { Missing } from "@/lib/repair/missing";
import { namedEventTrigger } from "@/lib/repair/plan/refused-in";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import { endOfProcess, finishPrepared, processName } from "@/lib/repair/run/blocker";
import type { Blocker, Compared } from "@/lib/repair/run/schema";
import { outcomeText } from "@/lib/trial/judge";
import type { TrialOutcome } from "@/lib/trial/schema";
import { TRIAL_STEPS } from "@/lib/trial/steps";
import { plain } from "../../watched/failure";

const NOTHING = "Nothing was changed.";

/** Returns a quoted text without its own stop: it stands inside a sentence of ours, which has one. */
const bare = (said: string): string => said.trimEnd().replace(/\.$/, "");

/** Of these errors the detail names roles and objects; of others it may hold rows, and is left out. */
const TELLING = new Set(["2BP01", "42501", "0LP01", "42P10"]);

const detailOf = ({ code = "", detail }: DatabaseError): string =>
  detail === undefined || !TELLING.has(code) ? "" : ` (${plain(detail)})`;

/** How much of a statement, and of a CONTEXT, an error repeats. */
const MOST_OF_STATEMENT = 300;
const MOST_OF_CONTEXT = 600;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Returns the event trigger in which a statement was refused. The CONTEXT of other places may hold data, and is left out. */
const inTriggers = ({ where = "" }: DatabaseError, triggers: readonly EventTrigger[]): string =>
  triggers.length === 0
    ? ""
    : `, in ${triggers.map(namedEventTrigger).join(", or ")} (CONTEXT: ${cut(plain(where), MOST_OF_CONTEXT)})`;

/** Holder of a transaction id while a slot is made: a session, or a prepared transaction, which has a gid. */
export type WaitedFor = {
  pid: number | null;
  role: string;
  applicationName: string;
  ageMs: number | null;
  gid: string | null;
};

function transactionOf({ pid, role, applicationName, ageMs, gid }: WaitedFor): string {
  const whose = role === "" ? "of the server itself" : `of ${displayName(role)}`;
  const application = applicationName === "" ? "" : ` (${plain(applicationName)})`;
  const what =
    gid === null ? `by session ${pid ?? ""} ${whose}${application}` : `as prepared “${plain(gid)}” ${whose}`;
  return `${what}${ageMs === null ? "" : `, for ${span(ageMs)}`}`;
}

/** How many changes a sentence names before it counts the rest. */
const MOST_SUBJECTS = 5;

function holds(blocker: Blocker): string {
  const { pid, gid, role, applicationName, state, ageMs, table } = blocker;
  if (gid !== undefined) {
    const since = ageMs === null ? "" : `, prepared ${span(ageMs)} ago,`;
    return `The prepared transaction “${plain(gid)}” of ${displayName(role)}${since} holds ${plain(table)}.`;
  }
  const process = processName(blocker);
  if (process !== null) return `${plain(process)}, pid ${pid ?? ""}, holds ${plain(table)}.`;
  const application = applicationName === "" ? "" : ` (${plain(applicationName)})`;
  const age = ageMs === null ? "" : ` in a transaction that is ${span(ageMs)} old`;
  return `${displayName(role)}${application}, pid ${pid ?? ""}${state === "" ? "" : `, ${state}`}, holds ${plain(table)}${age}.`;
}

/** A provider's extension refuses every change with XX000, which alone says nothing (PlanetScale; not 25006). */
const isReadOnlyCluster = ({ code, message }: DatabaseError): boolean =>
  code === "XX000" && message.startsWith("pg_readonly:");
const READ_ONLY_CLUSTER =
  "The provider has made this cluster read-only from outside, as it does when the disk is nearly full or WAL is not archived. Free or add disk there, then try again.";

/** Sentences of a run at its end: what happened, why, and what to do next. */
export const sentences = {
  applied: (steps: number) =>
    `Applied and verified: ${count(steps, "step")}, committed after every promised check had passed.`,
  unconfirmed:
    "No synchronous standby has confirmed the commit: it is on this server alone until one is back, and a failover before that would lose it.",
  nothingToDo: "There was nothing to change.",
  undone: "Undone and verified: what that run changed stands as it was before.",
  rehearsed: (steps: number) =>
    `It would work: ${count(steps, "step")} ran, every promised check passed, and all of it was rolled back. ${NOTHING}`,
  rehearsedUndo: `It would work: everything could be taken back, and all of it was rolled back. ${NOTHING}`,
  missing: (missing: readonly Missing[]) =>
    `${NOTHING} ${missing.map(({ what, who }) => `${what} ${who}`).join(" ")}`,
  unaccepted: (open: readonly Acceptance[]) => `${NOTHING} ${notAccepted(open)}`,
  changed:
    "The database is not what the plan was made from: it was changed since. Nothing ran. Look at the new plan.",
  busy: "Another run works on this database now. Nothing ran. Wait until it has ended, then look again.",
  pooled:
    "A pooler answers at this address, and a repair needs a direct connection, because a pooler may give each statement to another session. Nothing ran.",
  cancelled: `Cancelled. ${NOTHING}`,
  unpromised: (broken: readonly Compared[]) =>
    `Rolled back: ${broken.map(({ title, found }) => `“${title}” was promised, and ${bare(found)}`).join("; ")}. ${NOTHING}`,
  worse: (worse: readonly Compared[]) =>
    `Rolled back: ${worse.map(({ title, found }) => `“${title}” would fail afterwards: ${bare(found)}`).join("; ")}. ${NOTHING}`,
  triedAndFailed: (outcome: TrialOutcome) =>
    `Rolled back: what Electric will do was tried as its role, and “${TRIAL_STEPS[outcome.step].title}” failed: ${bare(outcomeText(outcome))}. ${NOTHING}`,
  strange: (subjects: readonly string[]) => {
    const rest = subjects.length - MOST_SUBJECTS;
    const shown = subjects.slice(0, MOST_SUBJECTS).map(plain).join("; ");
    return `Rolled back: ${shown}${rest > 0 ? `; and ${rest} more` : ""} would not stand as planned. ${NOTHING}`;
  },
  warned: (said: string) =>
    `Rolled back: Postgres only warned where a right was not given (“${plain(said)}”), which is a failure here. ${NOTHING}`,
  blocked: (tries: number, blockers: readonly Blocker[]) => {
    const [first] = blockers;
    const who = first === undefined ? "Other sessions hold them for a moment again and again." : holds(first);
    const end =
      first?.gid === undefined
        ? first?.role === ""
          ? endOfProcess(first)
          : "End that transaction, or try again when it is quiet."
        : `${plain(finishPrepared(first.gid))} Then try again.`;
    return `The locks were not free in ${count(tries, "try", "tries")}. ${who} ${NOTHING} ${end}`;
  },
  lostBefore: `The connection broke before the commit, and Postgres rolls back what was not committed. ${NOTHING} Try again.`,
  rolledBack:
    "The commit did not happen: Postgres says that the transaction was rolled back. Nothing was changed. Try again.",
  refused: (
    error: DatabaseError,
    statement: string | null = null,
    triggers: readonly EventTrigger[] = [],
  ) => {
    const what = statement === null ? "a statement" : `“${cut(plain(statement), MOST_OF_STATEMENT)}”`;
    const code = error.code === undefined ? "" : `, SQLSTATE ${error.code}`;
    if (isReadOnlyCluster(error))
      return `Rolled back: ${plain(error.message)}${code}. ${READ_ONLY_CLUSTER} ${NOTHING}`;
    return `Rolled back: Postgres refused ${what}: “${plain(error.message)}”${detailOf(error)}${code}${inTriggers(error, triggers)}. ${NOTHING}`;
  },
  locksFull:
    "Rolled back: the server has no room for so many locks at once (SQLSTATE 53200). Name fewer tables in the target and repair them in parts, or raise max_locks_per_transaction. Nothing was changed.",
  noSession: (said: string) => `There was no session with the database: ${bare(plain(said))}. ${NOTHING}`,
  notStored:
    "Headroom's own store could not take down that the commit was about to be sent, so it was not sent: rolled back. Nothing was changed. Look after the store, for instance its disk, then try again.",
  other: (said: string) => `Rolled back: ${bare(plain(said))}. ${NOTHING}`,
  slotWaits: (slot: string, open: WaitedFor | null) =>
    open === null
      ? `${slot} could not be made within 5 s, because Postgres waits for transactions that are open. The one in the way has ended just now, or this role may not see it.`
      : `${slot} could not be made within 5 s, because Postgres waits for a transaction that is held open ${transactionOf(open)}. ${open.gid === null ? "End it on the page of connections, or wait until it is over." : plain(finishPrepared(open.gid))}`,
  unfinished: (what: string) =>
    `Committed and verified, but a step after the commit is still to be done: ${what} Try the rest again; what is done is not done twice.`,
} as const;
