import { healthHistorySchema, healthRowSchema } from "../health/health";
import { DATABASE, NONE } from "./endpoint";
import { historyEndpoint } from "./history";
import { liveRowsEndpoint } from "./live";

/** Live state of the databases of a list as a viewer sees it, as it changes: server-sent events. */
export const healthLiveEndpoint = {
  method: "GET",
  path: "/api/health/live",
  params: NONE,
  query: liveRowsEndpoint.query,
  body: NONE,
  answer: healthRowSchema,
} as const;

/** Connections of a database over a range as a viewer sees them. */
export const healthHistoryEndpoint = {
  method: "GET",
  path: "/api/health/[id]/history",
  params: DATABASE,
  query: historyEndpoint.query,
  body: NONE,
  answer: healthHistorySchema,
} as const;
