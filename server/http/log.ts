import "server-only";
import { format } from "node:util";
import { describeError, redactArgument, redactText } from "@/lib/log/redact";
import { Repeats } from "@/lib/log/repeats";

/*
 * The one place where this process writes to its terminal or log. All output is redacted here: that of our own code by the
 * functions below, that of Next, React and every library by the console, which `guardConsole` takes over.
 */

const repeats = new Repeats();
const ignored = new Repeats(undefined, 1);

/** Writes an error to stderr, the same one not more often than five times a minute: any request can bring one about. */
function writeError(text: string): void {
  const admitted = repeats.admit(text);
  if (admitted !== null) process.stderr.write(`${admitted}\n`);
}

/** Writes an unexpected error to stderr: its kind and place. No statement, parameter or secret is written. */
export function logUnexpected(error: unknown): void {
  writeError(`Headroom met an error that it did not expect. ${describeError(error)}`);
}

/**
 * Writes an error that the work goes on after: why it may, then its kind and the first line of its place, once a minute for
 * each reason and kind. Never throws, so that it is safe in a `catch` and in a `finally`.
 */
export function ignore(error: unknown, why: string): void {
  try {
    const [kind = "", ...place] = describeError(error).split("\n", 2);
    const admitted = ignored.admit([`Ignored, ${why}: ${kind}`, ...place].join("\n"));
    if (admitted !== null) process.stderr.write(`${admitted}\n`);
  } catch {
    // An error whose own fields throw, or a terminal that is gone: there is nothing left to tell it to.
  }
}

/** Returns the handler of a rejected promise whose error is ignored. */
export const ignoring =
  (why: string) =>
  (error: unknown): void =>
    ignore(error, why);

/** Writes a line of ours to stdout as it stands: that the server is ready, with the address to open. */
export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Writes a problem in words of ours to stderr. */
export const complain = (words: string): void => void process.stderr.write(`${redactText(words)}\n`);

const OUTPUTS = {
  log: "stdout",
  info: "stdout",
  debug: "stdout",
  warn: "stderr",
  error: "stderr",
  trace: "stderr",
} as const;
const METHODS = ["log", "info", "debug", "warn", "error", "trace"] as const;

/** Replaces the methods of a console that write text, so that whatever they are given is redacted first. */
export function guardConsole(target: Console = console): void {
  for (const method of METHODS)
    target[method] = (...values: unknown[]) => {
      const text = format(...values.map(redactArgument));
      if (method === "error") writeError(text);
      else process[OUTPUTS[method]].write(`${text}\n`);
    };
  target.dir = (value: unknown) => void process.stdout.write(`${format(redactArgument(value))}\n`);
  target.table = target.dir;
}
