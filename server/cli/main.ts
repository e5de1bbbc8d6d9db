import "server-only";
import { plain } from "@/lib/report/terminal";
import { version } from "@/package.json";
import { runCheck } from "./check";
import { HELP } from "./help";
import { readArguments, UsageError } from "./options";
import { Interrupted } from "./prompt";

/** What `headroom` was asked: prints, and returns the exit status. */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const wish = readArguments(argv);
    if (wish.command === "help") return print(HELP, 0);
    if (wish.command === "version") return print(`${version}\n`, 0);
    const { text, status } = await runCheck(wish, {
      env: process.env,
      stdin: process.stdin,
      colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
      warn: (said) => void process.stderr.write(said),
    });
    return print(text, status);
  } catch (error) {
    if (error instanceof Interrupted) return 130;
    if (error instanceof UsageError) {
      console.error(`${plain(error.message)}\nTry: headroom --help`);
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
function print(text: string, status: number): Promise<number> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve(status)));
}

// The connection string may hold a password; it does not have to stand in the list of processes.
process.title = "headroom";
// `headroom … | head` closes the pipe early, which is no fault.
process.stdout.on("error", () => process.exit(0));
process.exit(await main(process.argv.slice(2)));
