import "server-only";
import type { z } from "zod";

/** Returns an answer as JSON that no cache keeps; `value` is what the endpoint's schema takes, so that the browser can read it. */
export const jsonAnswer = <Answer extends z.ZodType>(
  _endpoint: { answer: Answer },
  value: z.input<Answer>,
): Response => Response.json(value, { headers: { "cache-control": "no-store" } });

/** Returns the head of an answer, for HEAD. Its body is cancelled: a stream would go on for a reader that never comes. */
export async function headOf(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, response);
}
