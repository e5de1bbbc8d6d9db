import { latestVerdictSchema } from "../databases/latest-verdict";
import { DATABASE, NONE } from "./endpoint";

/** The verdict of the latest check run. */
export const verdictEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/verdict",
  params: DATABASE,
  query: NONE,
  body: NONE,
  answer: latestVerdictSchema,
} as const;
