import type { Random } from "./random";

/** Parts of names that break code which quotes them by hand, or reads SQL with a regular expression. */
const HOSTILE = [
  `"q"`,
  `o'brien`,
  "$$",
  "$1",
  "back\\slash\\",
  "new\nline",
  "tab\t",
  "🐘",
  "é".repeat(40),
  "x".repeat(70),
  " Upper Case ",
  "semi;--",
  "/* not a comment */",
  "%s %I",
  `a,b=c/d*`,
  "{1}",
  `E'\\x41'`,
  "select",
] as const;

const bytes = (text: string): number => new TextEncoder().encode(text).length;

/** Returns as much of a name as Postgres keeps: 63 bytes, whole characters. */
function fitting(name: string): string {
  let kept = "";
  for (const character of name) {
    if (bytes(kept + character) > 63) return kept;
    kept += character;
  }
  return kept;
}

/** Returns a function that makes names: plain ones, or ones that begin like the plain one and go on badly. */
export function namesBy(random: Random, hostile: boolean): (base: string) => string {
  return (base) => (hostile && random.chance(0.75) ? fitting(`${base}${random.pick(HOSTILE)}`) : base);
}
