import { getDatabase } from "@/lib/api-v1/databases";
import { databaseLine } from "@/server/api/database-line";
import { apiRoute } from "@/server/api/route";
import { NotFound } from "@/server/errors";
import { databaseRows } from "@/server/visits/rows";

export const GET = apiRoute(getDatabase, async ({ ctx, params }) => {
  const [row] = await databaseRows(ctx, params.id);
  if (row === undefined) throw new NotFound();
  return databaseLine(row);
});
