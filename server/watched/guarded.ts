import "server-only";
import { DatabaseError, type ClientBase, type QueryResult } from "pg";
import { openGuarded } from "./sql/guards";
import { CLOSE_TRANSACTION } from "./sql/transaction";

/**
 * Sends one query as one message, in a transaction with its guards, and returns its rows. A session that refused it goes
 * on, without the transaction. @throws DatabaseError, or the socket's error
 */
export async function guardedRows(client: ClientBase, timeout: "2s" | "5s", sql: string): Promise<unknown[]> {
  try {
    // The driver answers a message of several statements with a list, and types it as one.
    const answers: QueryResult[] = [
      await client.query([openGuarded(timeout), sql, CLOSE_TRANSACTION].join(";\n")),
    ].flat();
    return answers.at(-2)?.rows ?? [];
  } catch (error) {
    if (error instanceof DatabaseError) await client.query("ROLLBACK");
    throw error;
  }
}
