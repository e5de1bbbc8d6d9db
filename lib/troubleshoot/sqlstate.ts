import type { Line } from "./lines";

/** A SQLSTATE where a program writes one: `SQLSTATE 53300`, `(PG code: 53300`, `"code":"53300"`, `FATAL:  53300: …`. */
const CODE =
  /(?:sqlstate|pg[_ ]code|\bcode)["']?\s*[:=[( ]\s*["'(]?([0-9A-Z]{5})\b|\b(?:ERROR|FATAL|PANIC):\s+([0-9A-Z]{5}):/gi;

/** Returns each SQLSTATE that lines name, with the line that names it last and how often it is named. */
export function sqlstatesIn(lines: readonly Line[]): Map<string, { at: number; count: number }> {
  const found = new Map<string, { at: number; count: number }>();
  for (const { text, at } of lines)
    for (const match of text.matchAll(CODE)) {
      const code = (match[1] ?? match[2] ?? "").toUpperCase();
      if (/\d/.test(code)) found.set(code, { at, count: (found.get(code)?.count ?? 0) + 1 });
    }
  return found;
}
