import { ndjson } from "@/server/http/ndjson";
import { routeWithBody } from "@/server/http/route";
import { connectionTestSchema, testProfile } from "@/server/profiles/try-connection";

/** Tries a connection: its stages, one a line, as they happen, then how it ended. */
export const POST = routeWithBody(
  { role: "admin", body: connectionTestSchema },
  async ({ ctx, body, signal }) => ndjson(await testProfile(ctx, body, signal)),
);
