import { unknown, type Judgement } from "../finding";

/** Returns the judgement of a check that needs a session and has none. */
export const noSession = (): Judgement =>
  unknown({
    found: "Not judged: there was no session with the database.",
    grant: "-- first fix what connection.reachable names",
  });
