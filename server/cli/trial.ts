import "server-only";
import type { Finding } from "@/lib/checks/finding";
import { displayName } from "@/lib/postgres/identifier";
import { plain } from "@/lib/report/terminal";
import type { Connection } from "@/lib/snapshot/connection";
import type { Snapshot } from "@/lib/snapshot/schema";
import { judged } from "@/lib/trial/agreement";
import { judgeTrial, outcomeText } from "@/lib/trial/judge";
import type { TrialOutcome } from "@/lib/trial/schema";
import { TRIAL_STEPS } from "@/lib/trial/steps";
import type { Target } from "@/lib/target/schema";
import { failureOf } from "@/server/watched/failure";
import { loginAs, loginOfElectric, type Login } from "@/server/watched/login";
import { runTrial } from "@/server/watched/trial/trial";
import type { Surroundings } from "./login";
import type { TrialWish, Wish } from "./options";
import type { Ready } from "./planned";

type CheckWish = Extract<Wish, { command: "check"; sandbox: false }>;

/** Returns a step as a line of its own. */
export const lineOf = (outcome: TrialOutcome): string =>
  `${outcome.result.toUpperCase().padEnd(10)} ${TRIAL_STEPS[outcome.step].title}: ${plain(outcomeText(outcome))} (${outcome.ms} ms)\n`;

/**
 * Makes the trial that was asked for and returns its findings; none where there was no session or none was asked for. Each
 * step is told on the error output as it comes. @throws the error of a session that broke
 */
export async function addTrial(
  { trial, target }: CheckWish,
  login: Login,
  snapshot: Snapshot,
  findings: readonly Finding[],
  { env, warn }: Surroundings,
): Promise<Finding[]> {
  if (trial === null || !snapshot.reached) return [];
  const tried = await trialWith(login, { target, trial }, env, (outcome) => warn(lineOf(outcome)));
  if ("connection" in tried) return judged([notReached(saidBy(tried.connection))], findings).found;
  return judged(tried.outcomes, findings).found;
}

/**
 * Makes a trial with Electric's own login, where its password is at hand: the connection string goes before the environment, where
 * its user is Electric's role. @throws the error of a session that broke
 */
export function trialWith(
  login: Login,
  { target, trial }: { target: Target; trial: TrialWish },
  env: NodeJS.ProcessEnv,
  onOutcome: (outcome: TrialOutcome) => void,
): ReturnType<typeof runTrial> {
  const own =
    loginOfElectric(login, target.role, undefined) ??
    loginOfElectric(login, target.role, env.HEADROOM_ELECTRIC_PASSWORD);
  return runTrial(login, { target, own, pool: trial.pool && own !== null, onOutcome });
}

/**
 * Tries after a commit what Electric does, in sessions of its own login with the password that this run made. Returns the
 * findings that are no pass. The run stays applied whatever they say, and a session that breaks is told as not tried:
 * nothing may keep the password from being shown.
 */
export async function tryAfterCommit(
  { login, target, planned }: Ready,
  password: string,
): Promise<Finding[]> {
  const asPlanned = { ...target, strategy: planned.plan.choices.strategy };
  const own = loginAs(login, target.role, password);
  // To plan a query over a table runs the code of its owner, here with the rights of Electric's role: never unasked.
  if (planned.plan.acceptances.length > 0) return shown([notAsked(target.role)]);
  const outcomes = await ownOutcomes(login, own, asPlanned).catch((error: unknown) => [
    notReached(failureOf(error, "query").said),
  ]);
  return shown(outcomes);
}

const shown = (outcomes: readonly TrialOutcome[]): Finding[] =>
  judgeTrial(outcomes).filter(({ status }) => status !== "pass" && status !== "not applicable");

async function ownOutcomes(login: Login, own: Login, target: Target): Promise<TrialOutcome[]> {
  const tried = await runTrial(login, { target, own, pool: false, statements: false });
  return "connection" in tried ? [notReached(saidBy(tried.connection))] : tried.outcomes;
}

/** Returns the words of the server for a session that did not come about, or broke. */
export const saidBy = ({ failure }: Connection): string => failure?.said ?? "it broke";

/** The outcome of a trial whose session broke. */
const notReached = (said: string): TrialOutcome => notTried(`there was no session for the trial: ${said}`);

/** The outcome of a trial that was not asked for, where the plan names code of other roles. */
const notAsked = (role: string): TrialOutcome =>
  notTried(
    `the plan names code that other roles wrote, and a test as ${displayName(role)} runs it; headroom check --trial does it`,
  );

const notTried = (says: string): TrialOutcome => ({
  step: "set role",
  result: "not tried",
  objects: [],
  ms: 0,
  says,
  statement: null,
  sqlstate: null,
  message: null,
  context: null,
  triggers: [],
  sql: null,
});
