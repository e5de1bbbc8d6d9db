import { span } from "@/lib/checks/words";
import { quoteLiteral } from "@/lib/postgres/identifier";
import type { Blocker } from "./schema";

/** What ends a prepared transaction, as a sentence: no session does, and it outlives a restart (PostgreSQL docs, PREPARE TRANSACTION). */
export function finishPrepared(gid: string): string {
  const name = quoteLiteral(gid).trim();
  return `COMMIT PREPARED ${name} keeps what it did and ROLLBACK PREPARED ${name} undoes it; its owner or a superuser may, in its own database.`;
}

/** Returns who holds a lock, and how: everything that can be seen of it, as sentences. */
export function blockerSentence(blocker: Blocker): string {
  const { pid, gid, role, applicationName, state, ageMs, table, mode } = blocker;
  const locked = `${table} is locked (${mode}) by`;
  if (gid !== undefined) {
    const since = ageMs === null ? "" : `, prepared ${span(ageMs)} ago`;
    return `${locked} the prepared transaction “${gid}” of ${role}${since}. ${finishPrepared(gid)}`;
  }
  const application = applicationName === "" ? "" : ` (${applicationName})`;
  const doing = state === "" ? "" : `, ${state}`;
  const age = ageMs === null ? "" : `, in a transaction for ${span(ageMs)}`;
  return `${locked} session ${pid ?? ""} of ${role}${application}${doing}${age}.`;
}
