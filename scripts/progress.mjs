/** Between two lines where output is no terminal, in ms. */
const PACE = 15_000;

/**
 * Shows how far long work is: on a terminal one line that changes, elsewhere a line now and then. `text()` returns the work and its
 * last news; the time that has passed is added. Returns what ends it, with a last line of its own.
 */
export function startProgress(text, output = process.stdout) {
  const began = Date.now();
  const line = () => `${text()}, ${Math.round((Date.now() - began) / 1000)} s`;
  const terminal = output.isTTY === true;
  const show = () => {
    if (!terminal) return output.write(`${line()}\n`);
    // One column less than there is, so that the line never breaks.
    output.write(`\r\u001b[K${line().slice(0, (output.columns || 80) - 1)}`);
  };
  show();
  const timer = setInterval(show, terminal ? 200 : PACE);
  return (last) => {
    clearInterval(timer);
    output.write(`${terminal ? "\r\u001b[K" : ""}${last}, ${Math.round((Date.now() - began) / 1000)} s\n`);
  };
}
