import "server-only";
import { errorResponse } from "./error-response";

/** Returns an error as a text of one line with its status, for a reader that is no page of ours. */
export function plainRefusal(error: unknown, more: Record<string, string> = {}): Response {
  const { status, refusal, headers } = errorResponse(error);
  return new Response(`${refusal.message}\n`, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...more,
      ...headers,
    },
  });
}
