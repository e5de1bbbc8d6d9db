import { z } from "zod";
import { NotFound } from "@/server/errors";
import { route } from "@/server/http/route";
import { latestVisit } from "@/server/visits/read";

const paramsSchema = z.object({ id: z.uuid(), checkId: z.string().max(100) });

/** One finding of the latest visit, with all of its objects and its SQL uncut. */
export const GET = route({ role: "member", params: paramsSchema }, async ({ ctx, params }) => {
  const latest = await latestVisit(ctx, params.id);
  const finding = latest?.findings.find(({ id }) => id === params.checkId);
  if (finding === undefined) throw new NotFound("The last visit says nothing of this check. Check again.");
  return Response.json(finding, { headers: { "cache-control": "no-store" } });
});
