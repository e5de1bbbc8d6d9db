import { z } from "zod";
import { liveSchema } from "../live/schema";
import { DATABASE, NONE } from "./endpoint";

/** The last samples of a database, oldest first, one a line; as a file to keep where it is a download. */
export const ticksEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/ticks",
  params: DATABASE,
  query: z.object({ download: z.literal("1").optional() }),
  body: NONE,
  answer: liveSchema,
} as const;
