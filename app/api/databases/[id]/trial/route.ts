import { z } from "zod";
import { trialInputSchema } from "@/lib/trial/event";
import { ndjson } from "@/server/endpoints/ndjson";
import { routeWithBody } from "@/server/endpoints/route";
import { tryAsElectric } from "@/server/visits/trial";

/** Tries a database as Electric: its steps, one a line, as they end, then the findings. */
export const POST = routeWithBody(
  { role: "member", params: z.object({ id: z.uuid() }), body: trialInputSchema },
  async ({ ctx, params, body, signal, client }) =>
    ndjson(await tryAsElectric(ctx, params.id, body, signal), client),
);
