import "server-only";
import { commitWaitOf } from "@/lib/checks/server/commit-wait";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { RunTransaction } from "../../watched/guarded-client";
import type { Login } from "../../watched/login";
import { sentences } from "./sentences";
import { COMMIT_ALONE, TRANSACTION_ID } from "./sql/transaction";
import { commitWithin } from "./standby-wait";

/** Whether the standbys that the commit would wait for are known to be away: it is made on this server alone then. */
const isAlone = (snapshot: ReachedSnapshot): boolean => commitWaitOf(snapshot).kind === "away";

/** A warning without a code of its own, as that of a wait for a standby is (PostgreSQL, syncrep.c). */
const CUT_SHORT = "01000";

/** Has the commit wait for no standby that is away, and returns the transaction's id; null where it has none. @throws DatabaseError */
export async function prepareCommit(
  transaction: RunTransaction,
  snapshot: ReachedSnapshot,
): Promise<string | null> {
  const [rows] = await transaction.rows([TRANSACTION_ID, ...(isAlone(snapshot) ? [COMMIT_ALONE] : [])]);
  return rows?.[0]?.xid ?? null;
}

/**
 * Commits and returns whether the server did. `onNote` hears a sentence where no standby confirmed it: after a wait that was cut
 * short Postgres only warns, and the commit stands. @throws DatabaseError, or the socket's error
 */
export async function commit(
  transaction: RunTransaction,
  { snapshot, ...sent }: { snapshot: ReachedSnapshot; login: Login; xid: string },
  onNote: (note: string) => void,
): Promise<boolean> {
  let unconfirmed = isAlone(snapshot);
  const end = transaction.onNotice(({ code }) => (unconfirmed ||= code === CUT_SHORT));
  try {
    const committed = await commitWithin(transaction, sent);
    if (committed && unconfirmed) onNote(sentences.unconfirmed);
    return committed;
  } finally {
    end();
  }
}
