import { standInStatusSchema } from "../sandbox/stand-in";
import { NONE } from "./endpoint";

/** The state of the Electric stand-in of the sandbox, and of its application. */
export const sandboxEndpoint = {
  method: "GET",
  path: "/api/sandbox",
  params: NONE,
  query: NONE,
  body: NONE,
  answer: standInStatusSchema,
} as const;
