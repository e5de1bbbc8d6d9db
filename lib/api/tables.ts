import { tableColumnsSchema } from "../tables/columns";
import { DATABASE, NONE } from "./endpoint";

/** Every table of the latest visit, as columns. */
export const tablesEndpoint = {
  method: "GET",
  path: "/api/databases/[id]/tables",
  params: DATABASE,
  query: NONE,
  body: NONE,
  answer: tableColumnsSchema,
} as const;
