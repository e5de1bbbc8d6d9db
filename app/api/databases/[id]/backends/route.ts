import { z } from "zod";
import { listBackends } from "@/server/connections/list";
import { parse } from "@/server/context";
import { routeWithBody } from "@/server/http/route";

const address = z.object({ id: z.string() });

/** The sessions of one group, as they are now; it takes a body because a group is told by six names. */
export const POST = routeWithBody({ role: "member", body: z.unknown() }, async ({ ctx, params, body }) =>
  Response.json(await listBackends(ctx, parse(address, params).id, body), {
    headers: { "cache-control": "no-store" },
  }),
);
