import { z } from "zod";
import { auditEventSchema } from "../audit/event";
import { NONE } from "./endpoint";

/** One entry of the audit log with everything in it. */
export const activityEntryEndpoint = {
  method: "GET",
  path: "/api/activity/[entry]",
  params: z.object({ entry: z.string() }),
  query: NONE,
  body: NONE,
  answer: auditEventSchema,
} as const;
