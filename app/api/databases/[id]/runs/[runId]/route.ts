import { runEndpoint } from "@/lib/api/run";
import { jsonAnswer } from "@/server/endpoints/answer";
import { routeWithQuery } from "@/server/endpoints/route";
import { readRunPage } from "@/server/repair/runs/read";

const { params, query } = runEndpoint;

/** One run of a database as it stands now, for the page that follows it. */
export const GET = routeWithQuery({ role: "member", params, query }, async ({ ctx, params, query }) => {
  const run = await readRunPage(ctx, params.id, params.runId);
  const { plan, ...rest } = run;
  return jsonAnswer(runEndpoint, query.plan === "yes" ? { ...rest, plan } : rest);
});
