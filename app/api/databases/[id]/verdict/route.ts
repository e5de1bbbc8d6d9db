import { z } from "zod";
import { route } from "@/server/endpoints/route";
import { readLatestVerdict } from "@/server/visits/judged";

/** The verdict of the latest check run, for the head of a page that stays open. */
export const GET = route({ role: "member", params: z.object({ id: z.uuid() }) }, async ({ ctx, params }) =>
  Response.json(await readLatestVerdict(ctx, params.id), { headers: { "cache-control": "no-store" } }),
);
