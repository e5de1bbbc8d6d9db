import { z } from "zod";
import { route } from "@/server/endpoints/route";
import { standInStatus } from "@/server/sandbox/stand-in-status";

/** How the sandbox's Electric stand-in and its application are doing now. */
export const GET = route({ role: "member", params: z.unknown() }, async ({ ctx }) =>
  Response.json(await standInStatus(ctx), { headers: { "cache-control": "no-store" } }),
);
