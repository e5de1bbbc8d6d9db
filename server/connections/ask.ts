import "server-only";
import { failureText } from "@/lib/postgres/failure";
import { Conflict } from "../errors";
import { NoSession } from "../monitor/held";
import { monitor } from "../monitor/monitor";
import type { GuardedClient } from "../watched/guarded-client";

/** Does something on a session with a database; by default on the one that watches it. */
export type Ask = <Result>(id: string, work: (client: GuardedClient) => Promise<Result>) => Promise<Result>;

/**
 * Asks on the session that watches a database, between two samples, so that no other connection is taken.
 * @throws Conflict where there is no session, with what happened, why and what to do
 */
export const onTheWatch: Ask = async (id, work) => {
  try {
    return await monitor().ask(id, work);
  } catch (error) {
    if (!(error instanceof NoSession)) throw error;
    const { what, why, next } = failureText(error.connection);
    throw new Conflict([what, why, next].filter((text) => text !== "").join(" "));
  }
};
