/** Returns the middle one of some numbers. */
export const median = (numbers: number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? NaN;

/** Prints one figure, with what it ought to be where something ought to be. */
export const line = (what: string, figure: string, target = ""): void =>
  console.log(`${what.padEnd(52)} ${figure.padStart(12)}   ${target}`.trimEnd());

export const ms = (value: number): string => `${Math.round(value)} ms`;

/** Returns how many ms some work took. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
