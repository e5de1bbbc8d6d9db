import "server-only";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { reportOf, type Report } from "@/lib/report/json";
import { markdownOf } from "@/lib/report/markdown";
import { plainJson } from "@/lib/report/terminal";
import { TRIAL_WORST } from "@/lib/trial/judge";
import { visit } from "@/server/watched/visit";
import type { Wish } from "./options";
import { withLogin, type Surroundings } from "./login";
import { addTrial } from "./trial";
import { printed } from "./print";

type Check = Extract<Wish, { command: "check" }>;

/** Returns the status that the shell gets: 0 ready, 1 not ready, 2 could not be judged. */
export function exitStatus({ verdict, server }: Pick<Report, "verdict" | "server">): 0 | 1 | 2 {
  if (server.version === null || verdict === "unknown") return 2;
  return verdict === "not ready" ? 1 : 0;
}

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
      return { text: printed(report, around.colours), status };
  }
}
