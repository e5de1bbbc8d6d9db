import { wallEventSchema } from "../wall/schema";
import { NONE } from "./endpoint";

/** Health of the servers that a wall link shows, as it changes: server-sent events. It takes the wall's cookie and nothing else. */
export const wallEndpoint = {
  method: "GET",
  path: "/wall/live",
  params: NONE,
  query: NONE,
  body: NONE,
  answer: wallEventSchema,
} as const;
