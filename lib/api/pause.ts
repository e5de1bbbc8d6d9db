const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/** Returns the ms before the next try after so many failures; `chance` (0 to 1) spreads the tabs that failed together. */
export function pauseOf(failures: number, chance: number): number {
  const grown = Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(Math.max(0, failures - 1), 10));
  return Math.round(grown * (0.8 + 0.2 * chance));
}
