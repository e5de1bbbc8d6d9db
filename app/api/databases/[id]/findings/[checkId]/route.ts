import { z } from "zod";
import { route } from "@/server/endpoints/route";
import { readFinding } from "@/server/visits/finding";

const paramsSchema = z.object({ id: z.uuid(), checkId: z.string().max(100) });

/** One finding of the latest visit or trial, with all of its objects and its SQL uncut. */
export const GET = route({ role: "member", params: paramsSchema }, async ({ ctx, params }) => {
  const finding = await readFinding(ctx, params.id, params.checkId);
  return Response.json(finding, { headers: { "cache-control": "no-store" } });
});
