import { z } from "zod";
import { liveRowSchema, liveSchema } from "../live/schema";
import { DATABASE, NONE } from "./endpoint";

/** All that is known of one database, as it changes: server-sent events. */
export const liveEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/live",
  params: DATABASE,
  query: NONE,
  body: NONE,
  answer: liveSchema,
} as const;

/** Live state of the databases of a list, as it changes: server-sent events. */
export const liveRowsEndpoint = {
  method: "GET",
  path: "/api/live",
  params: NONE,
  query: z.object({
    ids: z
      .string()
      .transform((ids) => [...new Set(ids.split(","))])
      .pipe(z.array(z.uuid()).min(1).max(100)),
  }),
  body: NONE,
  answer: liveRowSchema,
} as const;
