import { z } from "zod";
import { backendSchema, groupFilterSchema } from "../sample/backend";
import { DATABASE, NONE } from "./endpoint";

/** The sessions of one group, as they are now; it takes a body because a group is told by five names. */
export const backendsEndpoint = {
  method: "POST",
  path: "/api/databases/[id]/backends",
  params: DATABASE,
  query: NONE,
  body: groupFilterSchema,
  answer: z.array(backendSchema),
} as const;
