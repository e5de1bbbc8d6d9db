import { z } from "zod";
import { readEvent } from "@/server/audit/list";
import { route } from "@/server/endpoints/route";

/** One entry of the audit log with everything in it, for a reader who opens it. */
export const GET = route(
  { role: "member", params: z.object({ entry: z.string() }) },
  async ({ ctx, params }) =>
    Response.json(await readEvent(ctx, params.entry), { headers: { "cache-control": "no-store" } }),
);
