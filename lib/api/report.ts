import { z } from "zod";
import { DATABASE, NONE } from "./endpoint";

/** The report of a visit as text, the latest where none is named. */
export const reportEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/report",
  params: DATABASE,
  query: z.object({
    format: z.enum(["markdown", "json"]).default("markdown"),
    visit: z.string().optional(),
  }),
  body: NONE,
  answer: z.string(),
} as const;
