import { listTables } from "@/lib/api-v1/databases";
import { tableRows } from "@/lib/tables/row";
import { pageOf } from "@/server/api/cursor";
import { apiRoute } from "@/server/api/route";
import { readDatabase } from "@/server/databases/read";
import { NotFound } from "@/server/errors";
import { readVisit } from "@/server/visits/read";

export const GET = apiRoute(listTables, async ({ ctx, params, query }) => {
  const { target } = await readDatabase(ctx, params.id);
  const { snapshot, findings } = await readVisit(ctx, params.id);
  if (!snapshot.reached)
    throw new NotFound("The last check run did not reach the database, so it saw no tables.");
  return pageOf(tableRows(snapshot, target, findings), query, ({ schema, name }) => [schema, name]);
});
