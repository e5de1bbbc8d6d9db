import "server-only";
import { withConnection } from "../store/db";

/** First half of the advisory locks that keep checks apart; the second is the database's id, hashed by the store. */
const CHECKS = 4_172_333;

declare global {
  // Next loads a module once per bundle; the order is one for the process.
  var headroomTurns: Map<string, Promise<unknown>> | undefined;
}

const turns = (): Map<string, Promise<unknown>> => (globalThis.headroomTurns ??= new Map());

/** Runs work under the store's lock of a database; returns false where another replica has the lock. */
function underLock(databaseId: string, work: () => Promise<void>): Promise<boolean> {
  return withConnection(async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(
      "SELECT pg_try_advisory_lock($1, hashtext($2)) AS mine",
      [CHECKS, databaseId],
    );
    if (rows[0]?.mine !== true) return false;
    try {
      await work();
      return true;
    } finally {
      await client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [CHECKS, databaseId]);
    }
  });
}

/**
 * Runs work for a database after all that this process began for it before, unless another replica is at it; returns
 * whether it ran. The lock is held by a session of its own in our store, so that it is gone when this process is.
 */
export function alone(databaseId: string, work: () => Promise<void>): Promise<boolean> {
  const begin = () => underLock(databaseId, work);
  // How the work before ended is told to its own caller.
  const turn = (turns().get(databaseId) ?? Promise.resolve()).then(begin, begin);
  turns().set(databaseId, turn);
  const leave = () => {
    if (turns().get(databaseId) === turn) turns().delete(databaseId);
  };
  turn.then(leave, leave);
  return turn;
}
