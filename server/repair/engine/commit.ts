import "server-only";
import { commitWaitOf, type CommitWait } from "@/lib/checks/server/commit-wait";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { RunTransaction } from "../../watched/guarded-client";
import type { Login } from "../../watched/login";
import { sentences } from "./sentences";
import { COMMIT_ALONE, TRANSACTION_ID } from "./sql/transaction";
import { commitWithin } from "./standby-wait";

/** Statements before the commit, by whether standbys confirm commits here. */
const BEFORE: Readonly<Record<CommitWait["kind"], readonly string[]>> = {
  none: [],
  met: [],
  unknown: [],
  away: [COMMIT_ALONE],
};

/** A warning without a code of its own, as that of a wait for a standby is (PostgreSQL, syncrep.c). */
const CUT_SHORT = "01000";

/** Sets what bounds the commit, and returns the transaction's id; null where it has none. @throws DatabaseError */
export async function prepareCommit(
  transaction: RunTransaction,
  snapshot: ReachedSnapshot,
): Promise<string | null> {
  const [rows] = await transaction.rows([TRANSACTION_ID, ...BEFORE[commitWaitOf(snapshot).kind]]);
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
  let isAlone = commitWaitOf(snapshot).kind === "away";
  const end = transaction.onNotice(({ code }) => (isAlone ||= code === CUT_SHORT));
  try {
    const committed = await commitWithin(transaction, sent);
    if (committed && isAlone) onNote(sentences.unconfirmed);
    return committed;
  } finally {
    end();
  }
}
