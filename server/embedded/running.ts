import { readFileSync } from "node:fs";
import path from "node:path";
import { hasCode } from "@/lib/log/unlogged";
import { postmasterOf } from "./orphan";

/** Line of `postmaster.pid` that has the port (PostgreSQL source, src/include/utils/pidfile.h: LOCK_FILE_LINE_PORT). */
const PORT_LINE = 4;

/** Returns the port of the Postgres that runs on a data directory; null where none does. */
export function runningPort(dataDir: string): number | null {
  if (postmasterOf(dataDir) === null) return null;
  try {
    const port = Number(
      readFileSync(path.join(dataDir, "postmaster.pid"), "utf8").split("\n")[PORT_LINE - 1],
    );
    return Number.isInteger(port) && port > 0 ? port : null;
  } catch (error) {
    // It ended just now.
    if (hasCode(error, "ENOENT")) return null;
    throw error;
  }
}
