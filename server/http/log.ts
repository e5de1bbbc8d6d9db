import "server-only";
import { format, stripVTControlCharacters } from "node:util";
import pino from "pino";
import { z } from "zod";
import { entrySchema, LOG_LEVELS, type LogEntry } from "@/lib/log/entry";
import { errorLine, recordError, redactArgument, redactText } from "@/lib/log/redact";
import { Repeats } from "@/lib/log/repeats";
import { requestId } from "./exchange";

/*
 * The one place where this process writes to its terminal or log: JSON lines, warnings and worse on stderr, the rest on stdout. All
 * output is redacted here, that of our own code by the functions below, that of Next, React and every library by the console, which
 * `guardConsole` takes over. pino itself is not exported: nothing reaches a line but what `entrySchema` names.
 */

type Stream = NodeJS.WriteStream;

/** A terminal or a collector that is gone must not end the work: there is nothing left to tell it to. */
const to = (stream: () => Stream) => ({
  write(line: string): void {
    try {
      stream().write(line);
    } catch {}
  },
});

const logger = pino(
  {
    // Read here, because the command line has no environment to parse; server/env.ts names a wrong one at the start.
    level: z.enum(LOG_LEVELS).catch("info").parse(process.env.HEADROOM_LOG_LEVEL),
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }), log: (fields) => entrySchema.parse(fields) },
    mixin: () => ({ requestId: requestId() }),
  },
  pino.multistream(
    [
      { level: "trace", stream: to(() => process.stdout) },
      { level: "warn", stream: to(() => process.stderr) },
    ],
    { dedupe: true },
  ),
);

type Level = "debug" | "info" | "warn" | "error" | "fatal";

const write = (level: Level, message: string, entry: LogEntry): void =>
  logger[level](entry, redactText(message));

const repeats = new Repeats();
const ignored = new Repeats(undefined, 1);

/** Writes an error with its record, `frames` of its stack at most, unless too many of its kind were written already. */
function writeError(
  kinds: Repeats,
  {
    level,
    message,
    event,
    error,
  }: Pick<LogEntry, "event"> & { level: Level; message: string; error: unknown },
  frames = 20,
): void {
  const record = recordError(error);
  const { errors, mark, stack } = record;
  const leftOut = kinds.admit(`${message} ${errorLine(record)}`);
  if (leftOut === null) return;
  write(level, message, {
    event,
    ...(errors.length > 0 && { errors }),
    ...(mark !== null && { mark }),
    ...(stack.length > 0 && { stack: stack.slice(0, frames).map((frame) => frame.trim()) }),
    ...(leftOut > 0 && { leftOut }),
  });
}

/**
 * Writes an unexpected error: its kind and place, the same one not more often than five times a minute, because any request can
 * bring one about. No statement, parameter or secret is written.
 */
export function logUnexpected(error: unknown): void {
  const message = "Headroom met an error that it did not expect.";
  writeError(repeats, { level: "error", event: "unexpected", message, error });
}

/**
 * Writes an error that the work goes on after: why it may, then its kind and the first line of its place, once a minute for
 * each reason and kind. Never throws, so that it is safe in a `catch` and in a `finally`.
 */
export function ignore(error: unknown, why: string): void {
  try {
    writeError(ignored, { level: "warn", event: "ignored", message: `Ignored: ${why}.`, error }, 1);
  } catch {
    // An error whose own fields throw.
  }
}

/** Returns the handler of a rejected promise whose error is ignored. */
export const ignoring =
  (why: string) =>
  (error: unknown): void =>
    ignore(error, why);

const refusals = new Repeats(undefined, 1);

/**
 * Writes that an act or a request was refused: once a minute for the same words, because a client can cause any number. No input of
 * the client may stand in the words.
 */
export function logRefused(words: string): void {
  const leftOut = refusals.admit(words);
  if (leftOut !== null) write("warn", words, { event: "refused", ...(leftOut > 0 && { leftOut }) });
}

/** Writes a problem in words of ours. */
export const complain = (words: string): void => write("warn", words, { event: "problem" });

/** Writes why the server does not start: in plain words to the launcher's terminal, as a line of the log without a launcher. */
export function complainAtStart(words: string): void {
  if (process.send === undefined) write("fatal", words, { event: "start" });
  else to(() => process.stderr).write(`${redactText(words)}\n`);
}

/** Writes a line of ours to stdout as it stands: that the server is ready, with the address to open, which no log line may hold. */
export const say = (line: string): void => to(() => process.stdout).write(`${line}\n`);

const LEVELS = {
  log: "info",
  info: "info",
  debug: "debug",
  warn: "warn",
  error: "error",
  trace: "warn",
} as const;
const METHODS = ["log", "info", "debug", "warn", "error", "trace"] as const;

/** Writes what a library gave to the console; a developer reads what `next dev` tells as it is. */
function writeConsole(level: Level, values: readonly unknown[]): void {
  const text = stripVTControlCharacters(
    format(
      ...values.map((value) =>
        value instanceof Error ? errorLine(recordError(value)) : redactArgument(value),
      ),
    ),
  );
  const error = values.find((value) => value instanceof Error);
  if (level === "info" && process.env.NODE_ENV === "development") say(redactText(text));
  else if (level === "error") writeError(repeats, { level, event: "console", message: text, error });
  else write(level, text, { event: "console" });
}

/** Replaces the methods of a console that write text, so that whatever they are given is redacted first. */
export function guardConsole(target: Console = console): void {
  for (const method of METHODS)
    target[method] = (...values: unknown[]) => writeConsole(LEVELS[method], values);
  target.dir = (value: unknown) => writeConsole("info", [value]);
  target.table = target.dir;
}
