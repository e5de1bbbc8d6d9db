import { z } from "zod";
import { NONE } from "./endpoint";
import { liveRowsEndpoint } from "./live";

/** Connections in use over the last hour: [minute since its beginning, connections]; a missing minute has no sample. */
export const trendSchema = z.object({
  id: z.string(),
  usable: z.number(),
  points: z.array(z.tuple([z.number(), z.number()])),
});

export type Trend = z.infer<typeof trendSchema>;

/** The last hour of the databases of a list, as far as it is kept. */
export const trendsEndpoint = {
  method: "GET",
  path: "/api/trends",
  params: NONE,
  query: liveRowsEndpoint.query,
  body: NONE,
  answer: z.array(trendSchema),
} as const;
