import { getReport } from "@/lib/api-v1/databases";
import { markdownOf } from "@/lib/report/markdown";
import { apiRoute } from "@/server/api/route";
import { downloadReport } from "@/server/visits/download";

export const GET = apiRoute(getReport, async ({ ctx, params }) => {
  const { report } = await downloadReport(ctx, params.id, undefined, "markdown");
  return markdownOf(report);
});
