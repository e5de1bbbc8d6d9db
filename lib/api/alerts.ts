import { z } from "zod";
import { NONE } from "./endpoint";

/** How many alerts fire, for the head of every page, and a text that is another one once the page of alerts shows something new. */
export const alertCountEndpoint = {
  method: "GET",
  path: "/api/alerts",
  params: NONE,
  query: NONE,
  body: NONE,
  answer: z.object({ firing: z.number().int().nonnegative(), version: z.string() }),
} as const;
