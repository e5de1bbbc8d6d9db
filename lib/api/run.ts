import { z } from "zod";
import { runShownSchema } from "../repair/run/schema";
import { DATABASE, NONE } from "./endpoint";

/** One run as it stands now. Its plan never changes: it comes as a page holds it, and is left out from the second time on. */
export const runEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/runs/[runId]",
  params: DATABASE.extend({ runId: z.uuid() }),
  query: z.object({ plan: z.enum(["yes", "no"]).default("yes") }),
  body: NONE,
  answer: runShownSchema.partial({ plan: true }),
} as const;
