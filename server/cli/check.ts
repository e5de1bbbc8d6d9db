import "server-only";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { reportOf, type Report } from "@/lib/report/json";
import { markdownOf } from "@/lib/report/markdown";
import { plainJson } from "@/lib/report/terminal";
import type { Login } from "@/server/watched/login";
import { visit } from "@/server/watched/visit";
import type { Wish } from "./options";
import { passwordFromFile } from "./passfile";
import { printed } from "./print";
import { askSecret } from "./prompt";

type Check = Extract<Wish, { command: "check" }>;

/** What a run has around it, so that a test can be around it as well. */
export type Surroundings = {
  env: NodeJS.ProcessEnv;
  stdin: NodeJS.ReadStream;
  colours: boolean;
  warn(text: string): void;
};

/** Returns the status that the shell gets: 0 ready, 1 not ready, 2 could not be judged. */
export function exitStatus({ verdict, server }: Pick<Report, "verdict" | "server">): 0 | 1 | 2 {
  if (server.version === null || verdict === "unknown") return 2;
  return verdict === "not ready" ? 1 : 0;
}

/** As libpq has it: the string, PGPASSWORD, the password file. Null when none of them has one. */
function passwordOf({ fields }: Check, { env, warn }: Surroundings): string | null {
  return fields.password || env.PGPASSWORD || passwordFromFile(fields, env, warn);
}

/** Visits as psql connects: a server that demands a password is asked again with one, where somebody can be asked. */
async function visited(wish: Check, around: Surroundings) {
  const { fields, urlFlaws, target } = wish;
  const password = passwordOf(wish, around);
  const login: Login = {
    ...fields,
    sslmode: fields.sslmode ?? "prefer",
    caCertificate: "",
    urlFlaws,
    password,
  };
  const snapshot = await visit(login, target, {});
  const refused = snapshot.connection.failure?.kind === "authentication";
  if (password !== null || !refused || !around.stdin.isTTY) return snapshot;
  const asked = await askSecret(`Password for user ${fields.user}: `, around.stdin, around.warn);
  return visit({ ...login, password: asked }, target, {});
}

/** Runs one check and returns what to print and the exit status. No part of it holds the password. */
export async function runCheck(
  wish: Check,
  around: Surroundings,
): Promise<{ text: string; status: 0 | 1 | 2 }> {
  const snapshot = await visited(wish, around);
  const findings = judgeAll(checks, snapshot, wish.target);
  const report = reportOf(snapshot, wish.target, findings, verdictOf(findings, checks));
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
