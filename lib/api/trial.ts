import { trialEventSchema, trialInputSchema } from "../trial/event";
import { DATABASE, NONE } from "./endpoint";

/** A trial of a database as Electric: its steps as they end, then the findings. */
export const trialEndpoint = {
  method: "POST",
  path: "/api/databases/[id]/trial",
  params: DATABASE,
  query: NONE,
  body: trialInputSchema,
  answer: trialEventSchema,
} as const;
