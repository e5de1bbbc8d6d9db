import type { FormValues } from "./form";

/** Names of databases that providers and images make by themselves: they tell nothing. */
const GENERIC = /^(postgres|postgresql|defaultdb|neondb|verceldb|railway|main|app|db|database|test)$/i;

/** Labels of a host name that stand for a kind of address, not for a server. */
const LABELS = /^(www|db|pg|postgres|postgresql|database|primary|localhost|direct)$/i;

const LONGEST = 80;

function hostName(host: string): string | null {
  if (/^[\d.:[\]]*$/.test(host)) return null;
  return host.split(".").find((label) => label !== "" && !LABELS.test(label)) ?? null;
}

/** Returns a name that is not taken yet, with a number where it has to have one: "shop 2". */
function unique(name: string, taken: readonly string[]): string {
  const used = new Set(taken.map((other) => other.trim().toLowerCase()));
  if (!used.has(name.toLowerCase())) return name;
  for (let number = 2; ; number += 1) {
    const numbered = `${name.slice(0, LONGEST - 5)} ${number}`;
    if (!used.has(numbered.toLowerCase())) return numbered;
  }
}

/** Returns a name for a new database: its own, or its host's where that tells nothing; empty while nothing is known. */
export function proposedName(
  { database, host }: Pick<FormValues, "database" | "host">,
  taken: readonly string[],
): string {
  const own = database.trim();
  const name = own === "" || GENERIC.test(own) ? (hostName(host.trim()) ?? own) : own;
  return name === "" ? "" : unique(name.slice(0, LONGEST), taken);
}
