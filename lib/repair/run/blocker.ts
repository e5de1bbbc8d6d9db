import { span } from "@/lib/text/words";
import { quoteLiteral } from "@/lib/postgres/identifier";
import type { Blocker } from "./schema";

/**
 * Returns how a prepared transaction is ended, as a sentence: no session does, and it outlives a restart (PostgreSQL docs,
 * PREPARE TRANSACTION).
 */
export function finishPrepared(gid: string): string {
  const name = quoteLiteral(gid).trim();
  return `COMMIT PREPARED ${name} keeps what it did and ROLLBACK PREPARED ${name} undoes it; its owner or a superuser may, in its own database.`;
}

type Process = Pick<Blocker, "role" | "backendType" | "isWraparound" | "table" | "mode" | "gid">;

/**
 * Returns whether a blocker is a process of the server that cancels its work for a lock request that waits: an autovacuum, unless
 * it prevents wraparound. Its type may be hidden; then the lock of a VACUUM without a role tells.
 */
export function isCancellable({ role, backendType, isWraparound, mode, gid }: Process): boolean {
  if (gid !== undefined || role !== "" || isWraparound === true) return false;
  return (
    backendType === "autovacuum worker" || (backendType === undefined && mode === "SHARE UPDATE EXCLUSIVE")
  );
}

/** Returns the name of a process of the server: "autovacuum of public.big"; null for a session of a role. */
export function processName({ role, backendType, isWraparound, table }: Process): string | null {
  if (role !== "") return null;
  if (backendType === "autovacuum worker")
    return `autovacuum of ${table}${isWraparound === true ? " to prevent wraparound" : ""}`;
  return backendType ?? "a process of the server itself, such as an autovacuum";
}

/** Returns what to do about a process of the server, as sentences. */
export function endOfProcess({ isWraparound }: Pick<Blocker, "isWraparound">): string {
  return isWraparound === true
    ? "It does not give way and is not to be ended: let it finish, or run VACUUM (FREEZE) on the table at a quiet hour, then try again."
    : "It ends by itself: try again then.";
}

/** Returns who holds a lock, and how: everything that can be seen of it, as sentences. */
export function blockerSentence(blocker: Blocker): string {
  const { pid, gid, role, applicationName, state, ageMs, table, mode } = blocker;
  const locked = `${table} is locked (${mode}) by`;
  if (gid !== undefined) {
    const since = ageMs === null ? "" : `, prepared ${span(ageMs)} ago`;
    return `${locked} the prepared transaction “${gid}” of ${role}${since}. ${finishPrepared(gid)}`;
  }
  const process = processName(blocker);
  if (process !== null) return `${locked} ${process}, pid ${pid ?? ""}. ${endOfProcess(blocker)}`;
  const application = applicationName === "" ? "" : ` (${applicationName})`;
  const doing = state === "" ? "" : `, ${state}`;
  const age = ageMs === null ? "" : `, in a transaction for ${span(ageMs)}`;
  return `${locked} session ${pid ?? ""} of ${role}${application}${doing}${age}.`;
}
