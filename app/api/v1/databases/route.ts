import { listDatabases } from "@/lib/api-v1/databases";
import { pageOf } from "@/server/api/cursor";
import { databaseLine } from "@/server/api/database-line";
import { apiRoute } from "@/server/api/route";
import { databaseRows } from "@/server/visits/rows";

export const GET = apiRoute(listDatabases, async ({ ctx, query }) => {
  const page = pageOf(await databaseRows(ctx), query, ({ database: { name, id } }) => [name, id]);
  return { ...page, items: page.items.map(databaseLine) };
});
