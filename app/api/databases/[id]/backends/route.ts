import { z } from "zod";
import { listBackends } from "@/server/connections/list";
import { routeWithBody } from "@/server/endpoints/route";

const address = z.object({ id: z.uuid() });

/** The sessions of one group, as they are now; it takes a body because a group is told by six names. */
export const POST = routeWithBody(
  { role: "member", params: address, body: z.unknown() },
  async ({ ctx, params, body }) =>
    Response.json(await listBackends(ctx, params.id, body), {
      headers: { "cache-control": "no-store" },
    }),
);
