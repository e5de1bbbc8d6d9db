import { z } from "zod";
import { runSchema } from "../repair/run/schema";
import { DATABASE, NONE } from "./endpoint";

/** One run as it stands now. A plan can be long and never changes: it is left out from the second time on. */
export const runEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/runs/[runId]",
  params: DATABASE.extend({ runId: z.uuid() }),
  query: z.object({ plan: z.enum(["yes", "no"]).default("yes") }),
  body: NONE,
  answer: runSchema.partial({ plan: true }),
} as const;
