import "server-only";
import { checks } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import { judgeAll } from "@/lib/checks/judge";
import { layout } from "@/lib/report/layout";
import { plain, plainJson } from "@/lib/report/terminal";
import { judged } from "@/lib/trial/agreement";
import { causesOf } from "@/lib/trial/causes";
import { worstStatus } from "@/lib/trial/judge";
import type { Cause, TrialOutcome } from "@/lib/trial/schema";
import { triedLogin, trialHeadline, untriedTitles } from "@/lib/trial/words";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { withLogin, type Surroundings } from "./login";
import type { Wish } from "./options";
import { inFull, painter } from "./print";
import { lineOf, saidBy, trialWith } from "./trial";

type Try = Extract<Wish, { command: "try"; sandbox: false }>;

/** Result of a trial, as `--json` has it. */
type Tried = {
  headline: string;
  server: Pick<ReachedSnapshot["server"], "version">;
  role: string;
  steps: readonly TrialOutcome[];
  findings: readonly Finding[];
  causes: readonly Cause[];
};

/** Returns the status that the shell gets: 0 all passed, 1 a step failed, 2 a part could not be tried. */
const statusOf = (findings: readonly Finding[]): 0 | 1 | 2 =>
  worstStatus(findings) === "fail" ? 1 : findings.some(({ status }) => status === "unknown") ? 2 : 0;

function triedOf({ target, trial }: Try, snapshot: ReachedSnapshot, steps: readonly TrialOutcome[]): Tried {
  const byChecks = judgeAll(checks, snapshot, target);
  const { found: findings } = judged(steps, byChecks);
  // The half without a password was not asked for.
  const untried = triedLogin(steps) ? untriedTitles(findings, trial.pool).length : 0;
  return {
    headline: trialHeadline(findings, untried),
    server: { version: snapshot.server.version },
    role: target.role,
    steps,
    findings,
    causes: causesOf(findings, byChecks),
  };
}

/** Returns what stands below the steps: each part that did not pass, in full, and how the trial ended. */
function printed(
  { headline, server, role, steps, findings, causes }: Tried,
  { colours, width }: Pick<Surroundings, "colours" | "width">,
): string {
  const paint = painter(colours);
  const open = findings.filter(({ status }) => status !== "pass" && status !== "not applicable");
  const lines = open.flatMap((finding) => [
    ...inFull(finding, paint).slice(0, -1),
    ...causes
      .filter((cause) => cause.finding === finding.id)
      .map(({ check, title }) => `  check      ${plain(title)} (${check})`),
    "",
  ]);
  const login = triedLogin(steps)
    ? []
    : [`The login of ${plain(role)} was not tried: set HEADROOM_ELECTRIC_PASSWORD to its password.`];
  return `${layout(["", ...lines, `${headline}, Postgres ${plain(server.version)}.`, ...login], width)}\n`;
}

/**
 * Makes a trial and returns what to print below its steps, and the exit status. Each step is written as it ends. No part of it
 * holds a password.
 */
export async function runTry(wish: Try, around: Surroundings): Promise<{ text: string; status: 0 | 1 | 2 }> {
  const write = wish.format === "json" ? around.warn : around.tell;
  const tried = await withLogin(
    wish,
    around,
    (login) =>
      trialWith(login, wish, around.env, (outcome) => write(layout([lineOf(outcome)], around.width))),
    (result) => ("connection" in result ? result.connection : null),
  );
  if ("connection" in tried) {
    const says = `Not tried: there was no session: ${plain(saidBy(tried.connection))}.`;
    return {
      text:
        wish.format === "json" ? `${plainJson({ headline: says })}\n` : `${layout([says], around.width)}\n`,
      status: 2,
    };
  }
  const result = triedOf(wish, tried.survey.snapshot, tried.outcomes);
  const status = statusOf(result.findings);
  return {
    text: wish.format === "json" ? `${plainJson(result)}\n` : printed(result, around),
    status,
  };
}
