import { listFindings } from "@/lib/api-v1/databases";
import { pageOf } from "@/server/api/cursor";
import { apiRoute } from "@/server/api/route";
import { latestVisit } from "@/server/visits/read";

export const GET = apiRoute(listFindings, async ({ ctx, params, query }) => {
  const findings = (await latestVisit(ctx, params.id))?.findings ?? [];
  const wanted = findings.filter(({ status }) => query.status === undefined || status === query.status);
  return pageOf(wanted, query, ({ id }) => [id]);
});
