import "server-only";

/** Columns of an output without a width of its own. */
const USUAL = 80;

/** Returns how wide text for people may be: COLUMNS where it is set, else the terminal's width, else 80. */
export function widthOf(output: { columns?: number }, env: NodeJS.ProcessEnv): number {
  const asked = Number(env.COLUMNS);
  if (Number.isInteger(asked) && asked > 0) return asked;
  return output.columns === undefined || output.columns <= 0 ? USUAL : output.columns;
}

/** Writes to the end before the status is given: a pipe may take its time. */
export function print(
  text: string,
  status: number,
  output: NodeJS.WritableStream = process.stdout,
): Promise<number> {
  return new Promise((resolve) => output.write(text, () => resolve(status)));
}
