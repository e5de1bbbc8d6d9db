import { appendFileSync, readFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/*
 * The events of a test program: one JSON line each, appended as they happen. A program that is stopped or crashes
 * therefore leaves behind what it had found out until then, which a report written at the end does not.
 *
 *   { kind: "begin" | "end", file }          a file with tests begins or ends
 *   { kind: "test", file, name, failed, message }
 *   { kind: "error", file | null, name, message }   a failure outside a test: a hook, an import, an unhandled rejection
 */

/** The environment variable that names the file for the events. */
export const EVENTS = "HEADROOM_TEST_EVENTS";

/** The lines of a failure's message that are kept. */
const LINES = 40;

/** Returns a message as plain text: without colours, and of at most 40 lines. */
export function plainMessage(text) {
  const lines = stripVTControlCharacters(String(text)).trimEnd().split("\n");
  return lines.length <= LINES
    ? lines.join("\n")
    : [...lines.slice(0, LINES), `… ${lines.length - LINES} more lines`].join("\n");
}

/** Returns a path relative to the checkout, with forward slashes. */
export const fromRoot = (file) => path.relative(process.cwd(), file).split(path.sep).join("/");

/** Appends an event to the file that the environment names, and prints a failure at once. */
export function tell(event) {
  const file = process.env[EVENTS];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(event)}\n`);
  if (event.kind === "error" || (event.kind === "test" && event.failed)) {
    const indented = event.message.replaceAll("\n", "\n    ");
    console.log(`\nFAILED ${event.file ?? ""} › ${event.name}\n    ${indented}\n`);
  }
}

/** Returns the events of a file; none where the program wrote no file. A last line that was cut off is left out. */
export function readEvents(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
