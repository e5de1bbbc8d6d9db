import "server-only";
import { createInterface } from "node:readline";
import { UsageError } from "./usage-error";

/** Parts of a terminal that a prompt needs. */
type Terminal = {
  setRawMode(raw: boolean): unknown;
  setEncoding(encoding: "utf8"): unknown;
  on(event: "data", listener: (data: string | Buffer) => void): unknown;
  off(event: "data", listener: (data: string | Buffer) => void): unknown;
  resume(): unknown;
  pause(): unknown;
};

/** Raised when Ctrl-C was pressed at the prompt. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

/**
 * Asks for a secret on a terminal: nothing of what is typed is shown. Backspace takes one character back, Ctrl-U all.
 * @throws Interrupted on Ctrl-C
 */
export function askSecret(question: string, input: Terminal, write: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (finish: () => void) => {
      input.off("data", onData);
      input.setRawMode(false);
      input.pause();
      write("\n");
      finish();
    };
    const onData = (data: string | Buffer) => {
      for (const character of String(data)) {
        if (character === "\r" || character === "\n" || character === "\u0004")
          return end(() => resolve(typed.join("")));
        if (character === "\u0003") return end(() => reject(new Interrupted("Interrupted.")));
        if (character === "\u007f" || character === "\b") typed.pop();
        else if (character === "\u0015") typed = [];
        else typed.push(character);
      }
    };
    input.setEncoding("utf8");
    // Before the question: who answers at once must not be shown either.
    input.setRawMode(true);
    input.on("data", onData);
    input.resume();
    write(question);
  });
}

/** No password is longer, in characters; what is longer was not meant as one. */
const LONGEST_LINE = 10_000;

/**
 * Returns the first line of an input that is no terminal, without its end; null when it is empty.
 * @throws UsageError when it is too long to be a password
 */
export async function firstLine(input: AsyncIterable<Buffer | string>): Promise<string | null> {
  const decoder = new TextDecoder("utf-8");
  let text = "";
  for await (const piece of input) {
    text += typeof piece === "string" ? piece : decoder.decode(piece, { stream: true });
    if (text.includes("\n") || text.length > LONGEST_LINE) break;
  }
  const [line = ""] = text.split(/\r?\n/, 1);
  if (line.length > LONGEST_LINE)
    throw new UsageError(
      `The first line of standard input is over ${LONGEST_LINE} characters: no password is.`,
    );
  return line === "" ? null : line;
}

/**
 * Asks for a line on a terminal; what is typed is shown. Ctrl-D is an empty answer.
 * @throws Interrupted on Ctrl-C
 */
export function askLine(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const lines = createInterface({ input, output, terminal: true, historySize: 0 });
    lines.once("SIGINT", () => reject(new Interrupted("Interrupted.")));
    lines.once("SIGINT", () => lines.close());
    lines.once("close", () => resolve(""));
    lines.question(question, (answer) => {
      resolve(answer);
      lines.close();
    });
  });
}
