import "server-only";
import { DatabaseError } from "pg";
import { ignore } from "../../http/log";
import { openSession } from "../../watched/connect";
import type { GuardedClient, RunTransaction } from "../../watched/guarded-client";
import type { Login } from "../../watched/login";
import { endStandbyWait } from "./sql/settle";

/** How long a commit may wait for a standby, ms: its locks are held meanwhile, and statement_timeout does not count there: Postgres ends it before the commit (seen on 18). */
export const STANDBY_MS = 10_000;

/** Ends a transaction's wait for standbys, if it waits; it is committed by then. A refusal leaves it waiting. @throws the socket's error */
export async function endWait(client: GuardedClient, xid: string): Promise<void> {
  try {
    await client.read([endStandbyWait(xid)]);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    ignore(error, "the commit goes on waiting, and its outcome is asked for");
  }
}

/** Does so over a session of its own. */
async function endWaitAside(login: Login, xid: string): Promise<void> {
  const opened = await openSession(login);
  if ("connection" in opened) return;
  try {
    await endWait(opened.session.client, xid);
  } catch (error) {
    ignore(error, "the commit goes on waiting, and its outcome is asked for");
  } finally {
    await opened.session.close();
  }
}

/**
 * Commits and returns whether the server did. A commit that still waits for a standby after `waitMs` stops waiting: Postgres has
 * written it by then, says so in a warning, and answers COMMIT (SyncRepWaitForLSN in syncrep.c). @throws as `commit` does
 */
export async function commitWithin(
  transaction: RunTransaction,
  { login, xid }: { login: Login; xid: string },
  waitMs = STANDBY_MS,
): Promise<boolean> {
  let ending: Promise<void> | null = null;
  const timer = setTimeout(() => (ending = endWaitAside(login, xid)), waitMs);
  try {
    return await transaction.commit();
  } finally {
    clearTimeout(timer);
    await ending;
  }
}
