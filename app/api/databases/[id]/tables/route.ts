import { z } from "zod";
import { toColumns } from "@/lib/tables/columns";
import { tableRows } from "@/lib/tables/row";
import { NotFound } from "@/server/errors";
import { route } from "@/server/endpoints/route";
import { readDatabase } from "@/server/databases/read";
import { readVisit } from "@/server/visits/read";

/** Every table of the latest visit, as columns (lib/tables/columns.ts). */
export const GET = route({ role: "member", params: z.object({ id: z.uuid() }) }, async ({ ctx, params }) => {
  const [{ target }, { snapshot, findings, takenAt }] = await Promise.all([
    readDatabase(ctx, params.id),
    readVisit(ctx, params.id),
  ]);
  if (!snapshot.reached)
    throw new NotFound("The last visit did not reach the database, so it saw no tables.");
  return Response.json(toColumns(tableRows(snapshot, target, findings), takenAt), {
    headers: { "cache-control": "no-store" },
  });
});
