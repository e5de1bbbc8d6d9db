import "server-only";
import { DatabaseError } from "pg";
import { openSession } from "../watched/connect";
import type { Login } from "../watched/login";
import { TRANSACTION_STATUS } from "./sql/transaction";

export type Settled = "committed" | "rolled back" | "in progress";

/** The server has never heard of the id: it was taken back to before that transaction, so that nothing of it is there. */
const IN_THE_FUTURE = "22023";

/**
 * Asks a database what became of a transaction; null where there is no session now. Any role may ask
 * (pg_xact_status, PostgreSQL docs 9.26.8). @throws the signal's reason
 */
export async function outcomeOf(
  login: Login,
  xid: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Settled | null> {
  const opened = await openSession(login, { signal });
  if ("connection" in opened) return null;
  try {
    const { rows } = await opened.session.client.query<{ status: string | null }>(TRANSACTION_STATUS, [xid]);
    switch (rows[0]?.status) {
      case "committed":
        return "committed";
      case "in progress":
        return "in progress";
      default:
        return "rolled back";
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DatabaseError && error.code === IN_THE_FUTURE) return "rolled back";
    return null;
  } finally {
    await opened.session.close();
  }
}

const LONGEST_PAUSE_MS = 10_000;

/**
 * Asks until the database has answered: a commit whose answer was lost is never left open. @throws the signal's reason
 */
export async function settle(
  login: Login,
  xid: string,
  { signal }: { signal?: AbortSignal } = {},
): Promise<"committed" | "rolled back"> {
  for (let pause = 100; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const outcome = await outcomeOf(login, xid, { signal });
    if (outcome === "committed" || outcome === "rolled back") return outcome;
    signal?.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
