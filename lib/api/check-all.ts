import { z } from "zod";
import { NONE } from "./endpoint";

/** How far a check of all databases has come. `failed` counts check runs that did not finish. */
export const checkAllEventSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("progress"),
    done: z.number(),
    failed: z.number(),
    total: z.number(),
  }),
  z.object({ type: z.literal("error"), message: z.string() }),
]);

export type CheckAllEvent = z.infer<typeof checkAllEventSchema>;

/** A check of every database that is not archived: its progress as it becomes known. */
export const checkAllEndpoint = {
  method: "POST",
  path: "/api/check",
  params: NONE,
  query: NONE,
  body: NONE,
  answer: checkAllEventSchema,
} as const;
