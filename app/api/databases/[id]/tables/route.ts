import { tablesEndpoint } from "@/lib/api/tables";
import { toColumns } from "@/lib/tables/columns";
import { tableRows } from "@/lib/tables/row";
import { jsonAnswer } from "@/server/endpoints/answer";
import { NotFound } from "@/server/errors";
import { route } from "@/server/endpoints/route";
import { readDatabase } from "@/server/databases/read";
import { readVisit } from "@/server/visits/read";

/** Every table of the latest visit, as columns (lib/tables/columns.ts). */
export const GET = route({ role: "member", params: tablesEndpoint.params }, async ({ ctx, params }) => {
  const [{ target }, { snapshot, findings, takenAt }] = await Promise.all([
    readDatabase(ctx, params.id),
    readVisit(ctx, params.id),
  ]);
  if (!snapshot.reached)
    throw new NotFound("The last visit did not reach the database, so it saw no tables.");
  return jsonAnswer(tablesEndpoint, toColumns(tableRows(snapshot, target, findings), takenAt));
});
