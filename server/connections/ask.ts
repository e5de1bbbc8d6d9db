import "server-only";
import { failureText } from "@/lib/failure/failure";
import { Conflict } from "../errors";
import { NoSession } from "../monitor/held";
import { monitor } from "../monitor/monitor";
import type { GuardedClient } from "../watched/guarded-client";

/**
 * Does something on a session with a database's server; by default on the one that watches it. Where what came of it is not
 * enough, because the login of that session may not, it is done again on a session of the database's own login.
 */
export type Ask = <Result>(
  id: string,
  work: (client: GuardedClient) => Promise<Result>,
  isEnough?: (result: Result) => boolean,
) => Promise<Result>;

/**
 * Asks on the session that watches a database's server, between two samples, so that no other connection is taken.
 * @throws Conflict where there is no session, with what happened, why and what to do
 */
export const onTheWatch: Ask = async (id, work, isEnough) => {
  try {
    return await monitor().ask(id, work, isEnough);
  } catch (error) {
    if (!(error instanceof NoSession)) throw error;
    const { what, why, next } = failureText(error.connection);
    throw new Conflict([what, why, next].filter((text) => text !== "").join(" "));
  }
};
