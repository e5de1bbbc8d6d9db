import "server-only";
import type { Finding } from "@/lib/checks/finding";
import { plain } from "@/lib/report/terminal";
import type { Snapshot } from "@/lib/snapshot/schema";
import { judged } from "@/lib/trial/agreement";
import { outcomeText } from "@/lib/trial/judge";
import type { TrialOutcome } from "@/lib/trial/schema";
import { TRIAL_STEPS } from "@/lib/trial/steps";
import type { Login } from "@/server/watched/login";
import { runTrial } from "@/server/watched/trial/trial";
import type { Surroundings } from "./login";
import type { Wish } from "./options";

type CheckWish = Extract<Wish, { command: "check" }>;

/** Returns Electric's own login: the one that was given, or its role with the password of the environment. */
function ownLogin(login: Login, role: string, env: NodeJS.ProcessEnv): Login | null {
  if (login.user === role) return login;
  const password = env.HEADROOM_ELECTRIC_PASSWORD;
  return password === undefined || password === "" ? null : { ...login, user: role, password };
}

/** Writes a step on a line of its own, as it comes. */
const lineOf = (outcome: TrialOutcome): string =>
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
  const own = ownLogin(login, target.role, env);
  const tried = await runTrial(login, {
    target,
    own,
    pool: trial.pool && own !== null,
    onOutcome: (outcome) => warn(lineOf(outcome)),
  });
  if ("connection" in tried) {
    const said = tried.connection.failure?.said ?? "it broke";
    return judged([notReached(said)], findings);
  }
  return judged(tried.outcomes, findings);
}

/** The outcome of a trial whose session broke. */
const notReached = (said: string): TrialOutcome => ({
  step: "set role",
  result: "not tried",
  objects: [],
  ms: 0,
  says: `there was no session for the trial: ${said}`,
  statement: null,
  sqlstate: null,
  message: null,
  context: null,
  triggers: [],
  sql: null,
});
