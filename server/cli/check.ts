import "server-only";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { exitStatus } from "@/lib/report/judged";
import { reportOf } from "@/lib/report/json";
import { markdownOf } from "@/lib/report/markdown";
import { plainJson } from "@/lib/report/terminal";
import { TRIAL_WORST } from "@/lib/trial/judge";
import { visit } from "@/server/watched/visit";
import type { Wish } from "./options";
import { withLogin, type Surroundings } from "./login";
import { addTrial } from "./trial";
import { printed } from "./print";

type Check = Extract<Wish, { command: "check"; sandbox: false }>;

/** Runs one check and returns what to print and the exit status. No part of it holds the password. */
export async function runCheck(
  wish: Check,
  around: Surroundings,
): Promise<{ text: string; status: 0 | 1 | 2 }> {
  const { snapshot, tried } = await withLogin(
    wish,
    around,
    async (login) => {
      const seen = await visit(login, wish.target, {});
      const findings = judgeAll(checks, seen, wish.target);
      return { snapshot: seen, tried: await addTrial(wish, login, seen, findings, around) };
    },
    ({ snapshot: { connection } }) => connection,
  );
  const findings = [...judgeAll(checks, snapshot, wish.target), ...tried];
  const report = reportOf(snapshot, wish.target, findings, verdictOf(findings, [...checks, ...TRIAL_WORST]));
  const status = exitStatus(report);
  switch (wish.format) {
    case "json":
      return { text: `${plainJson(report)}\n`, status };
    case "markdown":
      return { text: markdownOf(report), status };
    case "people":
      return { text: printed(report, { ...around, verbose: wish.verbose }), status };
  }
}
