import "server-only";
import { layout } from "@/lib/report/layout";
import { version } from "@/package.json";
import { splitArguments } from "./arguments";
import { completionOf } from "./completion";
import { helpText } from "./help";
import { print, widthOf } from "./terminal";
import { UsageError, usageLines } from "./usage-error";

/** Answers what needs no check: help, version, completion, and arguments that are not formed well. Null for the rest. */
function answered(argv: readonly string[], width: number): string | null {
  const read = splitArguments(argv);
  if ("help" in read) return helpText(read.help, width);
  if ("version" in read) return `${version}\n`;
  return read.command === "completion" ? completionOf(read.words) : null;
}

/**
 * Runs what needs no check and ends the process; returns where there is more to do. A bundle of its own, a hundredth of the
 * rest, so that these answers come at once.
 */
export async function front(argv: readonly string[]): Promise<void> {
  process.stdout.on("error", () => process.exit(0));
  try {
    const text = answered(argv, widthOf(process.stdout, process.env));
    if (text === null) return void process.stdout.removeAllListeners("error");
    process.exit(await print(text, 0));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const text = layout(usageLines(error), widthOf(process.stderr, process.env));
    process.exit(await print(`${text}\n`, 2, process.stderr));
  }
}
