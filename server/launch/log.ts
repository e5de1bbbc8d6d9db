import { describeError, redactText } from "@/lib/log/redact";
import { LaunchProblem } from "./problem";

/** Writes a line of ours to the terminal as it stands: what is being done, and the address to open. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes a part of a program's output to the terminal as it comes. */
export const show = (text: string): void => void process.stdout.write(text);

/** Writes why the launcher cannot go on: a problem in its words, anything else by its kind and place. */
export function complain(error: unknown): void {
  const text = error instanceof LaunchProblem ? redactText(error.message) : describeError(error);
  process.stderr.write(`${text}\n`);
}
