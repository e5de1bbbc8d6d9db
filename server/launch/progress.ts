/** Time between two lines where the output is no terminal, in ms. */
const PACE = 15_000;

/** An output that may be a terminal. */
type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

/**
 * Shows how far the build is: on a terminal one line that changes, elsewhere a line now and then. `text()` returns the work and its
 * last news. Returns what ends it, with a last line of its own. As scripts/progress.mjs, which runs before anything is installed.
 */
export function startProgress(text: () => string, output: Output = process.stdout): (last: string) => void {
  const began = Date.now();
  const withTime = (words: string) => `${words}, ${Math.round((Date.now() - began) / 1000)} s`;
  const terminal = output.isTTY === true;
  const clear = terminal ? "\r\u001b[K" : "";
  const show = () =>
    // One column less than there is, so that the line never breaks.
    output.write(
      terminal ? clear + withTime(text()).slice(0, (output.columns || 80) - 1) : `${withTime(text())}\n`,
    );
  show();
  const timer = setInterval(show, terminal ? 200 : PACE);
  return (last) => {
    clearInterval(timer);
    output.write(`${clear}${withTime(last)}\n`);
  };
}
