/** ms of the units that Postgres takes for time (PostgreSQL docs 20.1.1). */
const MILLISECONDS = new Map([
  ["us", 0.001],
  ["ms", 1],
  ["s", 1000],
  ["min", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);

/** Bytes of the units that Postgres takes for memory; they count in 1024 (PostgreSQL docs 20.1.1). */
const BYTES = new Map([
  ["B", 1],
  ["kB", 1024],
  ["MB", 1024 ** 2],
  ["GB", 1024 ** 3],
  ["TB", 1024 ** 4],
]);

function parse(text: string, units: ReadonlyMap<string, number>, bare: string): number | null {
  const [, digits, unit] = /^\s*([+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  const factor = units.get(unit === undefined || unit === "" ? bare : unit);
  return digits === undefined || factor === undefined ? null : Number(digits) * factor;
}

/**
 * Returns a time setting in ms, whether written by a user (`30s`, `1.5 h`, `30000`) or by the server (`1min`); null when it
 * is not one. A number alone is in `bare`, which for every timeout that Electric meets is ms.
 */
export function durationMs(text: string, bare: "us" | "ms" | "s" | "min" = "ms"): number | null {
  return parse(text, MILLISECONDS, bare);
}

/** Returns a size setting in bytes (`4GB`); null when it is not one. A number alone is in `bare`; -1 stays negative. */
export function sizeBytes(text: string, bare: "B" | "kB" | "MB"): number | null {
  return parse(text, BYTES, bare);
}
