import { z } from "zod";
import { DATABASE, NONE } from "./endpoint";

/** The support bundle of the latest visit as text; names are replaced unless they are to be kept. */
export const supportBundleEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/support-bundle",
  params: DATABASE,
  query: z.object({ names: z.enum(["replace", "keep"]).default("replace") }),
  body: NONE,
  answer: z.string(),
} as const;
