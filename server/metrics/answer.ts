import "server-only";
import { plainRefusal } from "../http/plain-refusal";
import { authenticate, TokenRefused } from "../tokens/authenticate";
import { readMetrics } from "./read";

/** Media type of the text that Prometheus reads (Exposition formats, version 0.0.4). */
const TYPE = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Returns the metrics, for a token of scope `read` and within its groups. A session's cookie opens nothing here. An error is a text of
 * one line, because Prometheus shows the status and a person reads it with curl.
 */
export async function answerWithMetrics(request: Request): Promise<Response> {
  try {
    const text = await readMetrics(await authenticate(request, "read"));
    return new Response(text, { headers: { "content-type": TYPE, "cache-control": "no-store" } });
  } catch (error) {
    return plainRefusal(error, {
      ...(error instanceof TokenRefused && { "www-authenticate": 'Bearer realm="Headroom"' }),
    });
  }
}
