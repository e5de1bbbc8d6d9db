import { z } from "zod";
import { NONE } from "./endpoint";

/** The databases that are not archived, by name. */
export const databasesEndpoint = {
  method: "GET",
  path: "/api/databases",
  params: NONE,
  query: NONE,
  body: NONE,
  answer: z.array(z.object({ id: z.string(), name: z.string() })),
} as const;
