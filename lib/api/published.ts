import { z } from "zod";
import { DATABASE, NONE } from "./endpoint";

/** Content of Electric's publication, by the latest check run, as text. */
export const publishedEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/published",
  params: DATABASE,
  query: z.object({ format: z.enum(["json", "sql"]).default("json") }),
  body: NONE,
  answer: z.string(),
} as const;
