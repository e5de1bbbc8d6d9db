import { z } from "zod";
import { connectionTestEndpoint } from "@/lib/api/connection-test";
import { ndjson } from "@/server/endpoints/ndjson";
import { routeWithBody } from "@/server/endpoints/route";
import { tryConnection } from "@/server/visits/try-connection";

/** Tries a connection: its stages, one a line, as they happen, then how it ended. */
export const POST = routeWithBody(
  { role: "admin", params: z.unknown(), body: connectionTestEndpoint.body },
  async ({ ctx, body, signal, client }) => ndjson(await tryConnection(ctx, body, signal), client),
);
