import "server-only";
import { plain } from "@/lib/report/terminal";
import { version } from "@/package.json";
import { runApply } from "./apply";
import { runCheck } from "./check";
import { runConnect } from "./connect";
import { runExplain } from "./explain";
import { HELP } from "./help";
import type { Surroundings } from "./login";
import { readArguments, type Wish } from "./options";
import { runPlanCommand } from "./plan";
import { askLine, Interrupted } from "./prompt";
import { Unanswered } from "./run";
import { runTry } from "./try";
import { UsageError } from "./usage-error";

/** Signals that ask a program to end; a run in its transaction rolls back first. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const surroundings: Surroundings = {
  env: process.env,
  stdin: process.stdin,
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
  warn: (said) => void process.stderr.write(said),
  tell: (said) => void process.stdout.write(said),
  ask: (question) => askLine(question, process.stdin, process.stderr),
  onInterrupt(listener) {
    for (const signal of ENDINGS) process.on(signal, listener);
    return () => ENDINGS.forEach((signal) => process.off(signal, listener));
  },
};

/** Something is being applied: nothing but its end says how it ended. */
let running = false;

type Answer = { text: string; status: number; secret?: string };

function answer(wish: Exclude<Wish, { command: "help" | "version" }>): Promise<Answer> {
  switch (wish.command) {
    case "check":
      return runCheck(wish, surroundings);
    case "try":
      return runTry(wish, surroundings);
    case "connect":
      return runConnect(wish, surroundings);
    case "plan":
      return runPlanCommand(wish, surroundings);
    case "apply":
      running = true;
      return runApply(wish, surroundings);
    case "explain":
      return runExplain(wish, surroundings);
  }
}

/** Runs the command line: prints, and returns the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const wish = readArguments(argv);
    if (wish.command === "help") return print(HELP, 0);
    if (wish.command === "version") return print(`${version}\n`, 0);
    const { text, status, secret } = await answer(wish);
    await print(text, status);
    return secret === undefined ? status : await print(secret, status, process.stderr);
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (error instanceof UsageError) {
      console.error(`${plain(error.message)}\nTry: headroom --help`);
      return 2;
    }
    if (error instanceof Unanswered) {
      console.error(plain(error.message));
      return 2;
    }
    // Whatever it was, its text may repeat what was typed: its name and its places have to do.
    const [name, stack] = error instanceof Error ? [error.name, error.stack ?? ""] : ["unknown error", ""];
    const places = stack.split("\n").filter((line) => /^\s+at /.test(line));
    console.error([`headroom could not finish (${name}).`, ...places].join("\n"));
    return 2;
  }
}

/** Writes to the end before the status is given: a pipe may take its time. */
function print(text: string, status: number, output: NodeJS.WriteStream = process.stdout): Promise<number> {
  return new Promise((resolve) => output.write(text, () => resolve(status)));
}

// The connection string may hold a password; it does not have to stand in the list of processes.
process.title = "headroom";
// `headroom … | head` closes the pipe early, which is no fault; a run goes to its end all the same.
process.stdout.on("error", () => {
  if (!running) process.exit(0);
});
process.exit(await main(process.argv.slice(2)));
