import "server-only";
import { count } from "@/lib/text/words";
import { unaccepted, type AcceptanceId } from "@/lib/repair/plan/acceptance";
import { layout } from "@/lib/report/layout";
import { plain, plainJson } from "@/lib/report/terminal";
import type { Compared } from "@/lib/repair/run/schema";
import { sentences } from "@/server/repair/engine/sentences";
import { COMMITTED, endedLines, STATUS_OF } from "./ended";
import { applyReport, type ApplyReport } from "./json";
import type { Surroundings } from "./login";
import type { Wish } from "./options";
import { notReached, printedPlan } from "./plan";
import { plannedFor, type Ready } from "./planned";
import { tryAfterCommit } from "./trial";
import { painter } from "./print";
import { runReady } from "./run";
import { writeUndoFile } from "./undo-file";
import { UsageError } from "./usage-error";

type ApplyWish = Extract<Wish, { command: "apply" }>;
/** Output at the end; a new password goes to the error output, after everything else. */
type Answer = { text: string; status: 0 | 1 | 2 | 130; secret?: string };

const NO_TERMINAL = "apply asks before it runs, and there is no terminal: give --yes or --dry-run.";

/** Asks for the database's name: a person who types it has seen where this goes. */
async function agreed({ planned, login }: Ready, { ask }: Surroundings): Promise<boolean> {
  const statements = planned.plan.steps.reduce((sum, step) => sum + step.statements.length, 0);
  const answer = await ask(
    `Apply ${statements === 1 ? "this statement" : `these ${count(statements, "statement")}`} to ${plain(login.database)} at ${plain(login.host)}? Type the database's name: `,
  );
  return answer.trim() === login.database;
}

/** The store of a Headroom is not at hand here, so nothing is written there. */
const UNRECORDED =
  "This run is in no audit log: the command line has no store of Headroom. Keep its output, or --undo-file.\n";

/** Returns what a trial with the password just made found wrong, beside the checks of the run. */
async function triedWith(ready: Ready, password: string): Promise<Compared[]> {
  const findings = await tryAfterCommit(ready, password);
  return findings.map(({ id, title, status, found }) => ({
    check: id,
    title: `${title}, with its own login`,
    promised: false,
    before: "not applicable",
    after: status,
    found,
  }));
}

type Result = Omit<ApplyReport, "format" | "server" | "fingerprint" | "dry" | "plan" | "password">;

const nothing = (state: "failed" | null, says: string): Result => ({
  state,
  says,
  sqlstate: null,
  lockMs: null,
  compared: [],
});

const NOTHING_TO_DO = "Nothing is to be done: the database is as this plan would make it.";

/** Returns why nothing is to be run, null where something is. */
function idle(
  { planned }: Ready,
  accepted: readonly AcceptanceId[],
): { result: Result; status: 0 | 2 } | null {
  const { missing, steps } = planned.plan;
  if (missing.length > 0) {
    const says = `Nothing ran: ${count(missing.length, "thing is", "things are")} missing.`;
    return { result: nothing("failed", says), status: 2 };
  }
  const open = unaccepted(planned.plan, accepted);
  if (open.length > 0) return { result: nothing("failed", sentences.unaccepted(open)), status: 2 };
  if (steps.length > 0) return null;
  // For people the head of the plan has said it already.
  return { result: nothing(null, NOTHING_TO_DO), status: 0 };
}

/** Returns a result for machines; the password is in it where it was made and the role as well. */
function forMachines(wish: ApplyWish, ready: Ready, result: Result, password: string | null): string {
  const { plan, fingerprint } = ready.planned;
  const made = password === null ? {} : { password };
  return `${plainJson(applyReport({ fingerprint, dry: wish.dry, ...result, plan, ...made }, ready.login))}\n`;
}

/** Plans, asks, runs, and returns what to print and the exit status (docs/cli.md). */
export async function runApply(wish: ApplyWish, around: Surroundings): Promise<Answer> {
  const { dry, yes, undoFile, accepted } = wish;
  // Before a session is opened: a plan that cannot be confirmed is of no use.
  if (!dry && !yes && !around.stdin.isTTY) throw new UsageError(NO_TERMINAL, "apply");
  const machine = wish.format === "json";
  const paint = painter(around.colours);
  const ready = await plannedFor(wish, around);
  if ("connection" in ready) {
    around.warn(notReached(ready.connection));
    return { text: "", status: 2 };
  }
  const { login, target, planned } = ready;
  // Without a question each step is told once, as it is done.
  const asks = !dry && !yes;
  if (!machine) around.tell(`${printedPlan(ready, paint, around.width, asks || wish.verbose)}\n`);
  const none = idle(ready, accepted);
  if (none !== null) {
    const { result, status } = none;
    if (machine) return { text: forMachines(wish, ready, result, null), status };
    return { text: status === 0 ? "" : `${layout([result.says ?? ""], around.width)}\n`, status };
  }
  if (asks && !(await agreed(ready, around)))
    return { text: "Nothing was changed: that is not the database's name.\n", status: 2 };
  const forget = undoFile === null ? null : writeUndoFile(undoFile, login, target, planned.plan);
  const say = machine ? around.warn : around.tell;
  const outcome = await runReady(ready, { dry, accepted }, around, (line) =>
    say(`${layout([line], around.width)}\n`),
  );
  const committed = COMMITTED.has(outcome.state);
  if (!committed) forget?.();
  if (committed) around.warn(UNRECORDED);
  const status = STATUS_OF[outcome.state];
  const password = committed ? ready.password : null;
  if (password !== null) outcome.compared = [...outcome.compared, ...(await triedWith(ready, password))];
  if (machine) {
    const { state, says, sqlstate, lockMs, compared } = outcome;
    const result = { state, says, sqlstate, lockMs, compared: [...compared] };
    return { text: forMachines(wish, ready, result, password), status };
  }
  const undo =
    committed && undoFile !== null
      ? ["", "To take it back: headroom apply, the same connection string, and --undo with that file."]
      : [];
  const text = `\n${layout([...endedLines(outcome, paint), ...undo], around.width)}\n`;
  const secret = `The password of ${plain(target.role)}, shown this once and kept nowhere: ${password}\n`;
  return { text, status, ...(password === null ? {} : { secret }) };
}
