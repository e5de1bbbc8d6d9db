import { checkEventSchema } from "../databases/visit";
import { DATABASE, NONE } from "./endpoint";

/** A check of a database: its stages and findings as they become known. */
export const checkEndpoint = {
  method: "POST",
  path: "/api/databases/[id]/check",
  params: DATABASE,
  query: NONE,
  body: NONE,
  answer: checkEventSchema,
} as const;

/** The check of a database that is under way: its events so far, then the rest; none at all where none is under way. */
export const followCheckEndpoint = { ...checkEndpoint, method: "GET" } as const;
