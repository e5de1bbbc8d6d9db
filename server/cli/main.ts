import "server-only";
import { fileURLToPath } from "node:url";
import { layout } from "@/lib/report/layout";
import { plain } from "@/lib/report/terminal";
import { CommandFailed } from "./command-failed";
import type { Surroundings } from "./login";
import { readArguments, type Wish } from "./options";
import { askLine, Interrupted } from "./prompt";
import { print, widthOf } from "./terminal";
import { Unanswered } from "./unanswered";
import { UsageError, usageLines } from "./usage-error";

/** Signals that ask a program to end; a run in its transaction rolls back first. */
const ENDINGS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const surroundings: Surroundings = {
  env: process.env,
  stdin: process.stdin,
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
  width: widthOf(process.stdout, process.env),
  warn: (said) => void process.stderr.write(layout([said], widthOf(process.stderr, process.env))),
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

/** The embedded Postgres is found below the working folder; no command with a sandbox reads a file that was named. */
async function loadSandbox() {
  process.chdir(fileURLToPath(new URL("../../../", import.meta.url)));
  return (await import("./sandbox")).onSandbox;
}

/** Each command is loaded by itself, so that one does not wait for the code of the others. */
async function answer(wish: Wish): Promise<Answer> {
  switch (wish.command) {
    case "check": {
      const { runCheck } = await import("./check");
      if (!wish.sandbox) return runCheck(wish, surroundings);
      const onSandbox = await loadSandbox();
      return onSandbox(wish.target, surroundings, (place) => runCheck({ ...wish, ...place }, surroundings));
    }
    case "try": {
      const { runTry } = await import("./try");
      if (!wish.sandbox) return runTry(wish, surroundings);
      const onSandbox = await loadSandbox();
      return onSandbox(wish.target, surroundings, (place) => runTry({ ...wish, ...place }, surroundings));
    }
    case "connect":
      return (await import("./connect")).runConnect(wish, surroundings);
    case "plan": {
      const { runPlanCommand } = await import("./plan");
      if (!wish.sandbox) return runPlanCommand(wish, surroundings);
      const onSandbox = await loadSandbox();
      return onSandbox(wish.target, surroundings, (place) =>
        runPlanCommand({ ...wish, ...place }, surroundings),
      );
    }
    case "apply":
      running = true;
      return (await import("./apply")).runApply(wish, surroundings);
    case "rekey":
      return (await import("./rekey")).runRekey(surroundings);
    case "backup":
      return (await import("./backup")).runBackup(wish, surroundings);
    case "restore":
      return (await import("./backup")).runRestore(wish, surroundings);
    case "audit":
      return (await import("./audit")).runAudit(wish, surroundings);
    case "explain":
      return (await import("./explain")).runExplain(wish, surroundings);
  }
}

const complain = (...lines: string[]): Promise<number> => {
  const text = layout(lines.map(plain), widthOf(process.stderr, process.env));
  return print(`${text}\n`, 2, process.stderr);
};

/** Runs the command line: prints, and returns the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const { text, status, secret } = await answer(readArguments(argv, process.env));
    await print(text, status);
    return secret === undefined ? status : await print(secret, status, process.stderr);
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (error instanceof UsageError) return complain(...usageLines(error));
    if (error instanceof Unanswered || error instanceof CommandFailed) return complain(error.message);
    // Whatever it was, its text may repeat what was typed: its name and its places have to do.
    const [name, stack] = error instanceof Error ? [error.name, error.stack ?? ""] : ["unknown error", ""];
    const places = stack.split("\n").filter((line) => /^\s+at /.test(line));
    console.error([`headroom could not finish (${name}).`, ...places].join("\n"));
    return 2;
  }
}

// The connection string may hold a password; it does not have to stand in the list of processes.
process.title = "headroom";
// `headroom … | head` closes the pipe early, which is no fault; a run goes to its end all the same.
process.stdout.on("error", () => {
  if (!running) process.exit(0);
});
process.exit(await main(process.argv.slice(2)));
