import "server-only";
/** What a prompt needs of a terminal. */
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
