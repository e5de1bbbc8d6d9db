import type { Report } from "./json";

type Judged = Pick<Report, "verdict" | "server">;

/** Headline where there was no session: nothing of the database is known, so nothing of it keeps Electric from running. */
export const NO_SESSION = "There was no session with the database";

/** Returns the status that a shell gets: 0 ready, 1 not ready, 2 could not be judged. */
export function exitStatus({ verdict, server }: Judged): 0 | 1 | 2 {
  if (server.version === null || verdict === "unknown") return 2;
  return verdict === "not ready" ? 1 : 0;
}

/** Returns the verdict in words; a database that was not seen is never called not ready. */
export const judgedWords = (judged: Judged): Report["verdict"] | "could not be judged" =>
  exitStatus(judged) === 2 ? "could not be judged" : judged.verdict;
