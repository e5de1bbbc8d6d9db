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
