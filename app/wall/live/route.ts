import { eventStream } from "@/server/endpoints/sse";
import { NotSignedIn } from "@/server/errors";
import { errorResponse } from "@/server/http/error-response";
import { watchScreen } from "@/server/shares/open-screens";
import { watchWall } from "@/server/shares/wall-feed";
import { wallSessionOf } from "@/server/shares/wall-session";

/** Streams the health of the servers that the screen's link shows: a WallEvent an event. */
export async function GET(request: Request): Promise<Response> {
  try {
    const screen = await wallSessionOf(request.headers);
    if (screen === null) throw new NotSignedIn();
    if (request.method === "HEAD") return new Response(null, { headers: { "cache-control": "no-store" } });
    return eventStream((send) => watchWall(screen, send), {
      signal: request.signal,
      sessionId: screen.sessionId,
      watch: watchScreen,
    });
  } catch (error) {
    const { status, refusal, headers } = errorResponse(error);
    return Response.json(refusal, { status, headers: { "cache-control": "no-store", ...headers } });
  }
}
