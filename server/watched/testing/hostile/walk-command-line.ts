import path from "node:path";
import { runApply } from "@/server/cli/apply";
import { runCheck } from "@/server/cli/check";
import { runConnect } from "@/server/cli/connect";
import type { Surroundings } from "@/server/cli/login";
import { readArguments, type Wish } from "@/server/cli/options";
import { runPlanCommand } from "@/server/cli/plan";
import { runTry } from "@/server/cli/try";
import type { HostileServer } from "./server";

/** The author's functions would run as Electric's role after the plan: without this it does not run. */
const ACCEPTED = ["--accept", "foreign-code"];

/** Statuses that the shell gets, by command: 0 done or ready, 1 not ready or cannot run, 2 failed. */
export type CommandsWalked = Record<string, number>;

/** Returns the surroundings of a command in this process: no terminal, no password, and what it writes is kept. */
function surroundings(folder: string, written: string[]): Surroundings {
  return {
    env: { NODE_ENV: "test", HOME: folder, PGPASSFILE: path.join(folder, "no-passwords") },
    stdin: process.stdin,
    colours: false,
    width: 80,
    warn: (text) => void written.push(text),
    tell: (text) => void written.push(text),
    ask: () => Promise.reject(new Error("No command asks here.")),
    onInterrupt: () => () => {},
  };
}

function answer(wish: Wish, around: Surroundings): Promise<{ text: string; status: number }> {
  if (wish.command === "explain" || !("fields" in wish))
    throw new Error(`${wish.command} asks no database here.`);
  switch (wish.command) {
    case "check":
      return runCheck(wish, around);
    case "try":
      return runTry(wish, around);
    case "connect":
      return runConnect(wish, around);
    case "plan":
      return runPlanCommand(wish, around);
    case "apply":
      return runApply(wish, around);
  }
}

/**
 * Walks through the commands of `headroom` on a database, in this process, and returns the status of each. What they wrote
 * is in the error where one ended otherwise than it should.
 */
export async function walkCommandLine(
  { port }: HostileServer,
  { database, login, folder }: { database: string; login: string; folder: string },
): Promise<{ statuses: CommandsWalked; written: string[] }> {
  const url = `postgresql://${login}@127.0.0.1:${port}/${database}`;
  const target = ["--role", `electric_${database}`, "--stream-id", database, "--environment", "staging"];
  const written: string[] = [];
  const around = surroundings(folder, written);
  const undoFile = path.join(folder, `${database}-${port}.json`);

  const run = async (command: string, options: string[]): Promise<number> => {
    const wish = readArguments([command, url, ...options]);
    const { text, status } = await answer(wish, around);
    written.push(text);
    return status;
  };

  const statuses: CommandsWalked = {};
  statuses.check = await run("check", target);
  statuses.connect = await run("connect", [...target, "--form", "kubernetes"]);
  for (const strategy of ["owner", "member", "manual"])
    statuses[`plan ${strategy}`] = await run("plan", [...target, "--strategy", strategy, "--sql"]);
  statuses["dry run"] = await run("apply", [...target, "--dry-run", ...ACCEPTED]);
  statuses.apply = await run("apply", [...target, "--yes", "--undo-file", undoFile, ...ACCEPTED]);
  statuses.undo = await run("apply", ["--undo", undoFile, "--yes", ...ACCEPTED]);
  statuses["apply again"] = await run("apply", [...target, "--yes", ...ACCEPTED]);
  statuses.try = await run("try", target);
  statuses["clean-up"] = await run("apply", [...target, "--for", "clean-up", "--yes", ...ACCEPTED]);
  return { statuses, written };
}
