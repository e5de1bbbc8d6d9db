import "server-only";
import { readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import type { ConnectionFields } from "@/lib/postgres/conninfo/fields";

type Wanted = Pick<ConnectionFields, "host" | "port" | "database" | "user">;

/** Splits a line at its colons; a backslash takes the next character as it is (PostgreSQL docs, 34.16). */
function fieldsIn(line: string): string[] {
  const fields = [""];
  for (const [part] of line.matchAll(/\\.|[^\\]/gs)) {
    if (part === ":") fields.push("");
    else fields[fields.length - 1] += part.startsWith("\\") ? part.slice(1) : part;
  }
  return fields;
}

/** Returns the password of the first line that fits, null when none does. */
export function passwordIn(text: string, { host, port, database, user }: Wanted): string | null {
  const wanted = [host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("#")) continue;
    const fields = fieldsIn(line);
    const password = fields[4];
    if (password !== undefined && wanted.every((value, at) => fields[at] === "*" || fields[at] === value))
      return password;
  }
  return null;
}

/**
 * Returns the password that PGPASSFILE, or ~/.pgpass, has for a login, null when it has none. A file that others may
 * read is passed over with a warning, as libpq does.
 */
export function passwordFromFile(
  wanted: Wanted,
  env: NodeJS.ProcessEnv,
  warn: (text: string) => void,
): string | null {
  const file = env.PGPASSFILE || path.join(homedir(), ".pgpass");
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return null;
    if (process.platform !== "win32" && (stat.mode & 0o077) !== 0) {
      warn(`The password file ${file} is not used: others may read it. Its mode should be 0600.\n`);
      return null;
    }
    return passwordIn(readFileSync(file, "utf8"), wanted);
  } catch (error) {
    // As libpq: a file that is not there or may not be read has no password.
    if (!(error instanceof Error && "code" in error)) throw error;
    return null;
  }
}
