import { z } from "zod";
import { findingSchema } from "../checks/finding";
import { DATABASE, NONE } from "./endpoint";

/** One finding of the latest visit or trial, with all of its objects and its SQL uncut. */
export const findingEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/findings/[checkId]",
  params: DATABASE.extend({ checkId: z.string().max(100) }),
  query: NONE,
  body: NONE,
  answer: findingSchema,
} as const;
