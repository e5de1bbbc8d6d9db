import { z } from "zod";
import { historySchema } from "../history/schema";
import { DATABASE, NONE } from "./endpoint";

/** Connections of a database over the last hour, day, week or year. */
export const historyEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/history",
  params: DATABASE,
  query: z.object({ range: z.string().default("hour") }),
  body: NONE,
  answer: historySchema,
} as const;
