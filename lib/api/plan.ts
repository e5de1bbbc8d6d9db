import { planPageSchema } from "../repair/plan/answer";
import { planPageInputSchema } from "../repair/run/input";
import { DATABASE, NONE } from "./endpoint";

/** The plan for what is asked, as a page holds it. A POST, because the password of a role can be in it: what is read here changes nothing. */
export const planEndpoint = {
  method: "POST",
  path: "/api/databases/[id]/plan",
  params: DATABASE,
  query: NONE,
  body: planPageInputSchema,
  answer: planPageSchema,
} as const;
