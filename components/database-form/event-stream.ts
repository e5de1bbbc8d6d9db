import type { z } from "zod";
import { readEvents } from "@/lib/databases/read-events";
import { fallback } from "@/lib/log/unlogged";

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read())
    yield decoder.decode(piece.value, { stream: true });
}

/**
 * Posts to one of our own routes and yields the events that it streams.
 * @throws Error with a text for the user when the route refuses or cannot be reached
 */
export async function* postForEvents<Schema extends z.ZodType>(
  path: string,
  body: unknown,
  schema: Schema,
  signal: AbortSignal,
): AsyncGenerator<z.infer<Schema>> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal,
  }).catch((cause: unknown) => {
    throw new Error("Headroom's own server did not answer. Check that it is running, then try again.", {
      cause,
    });
  });
  if (!response.ok || response.body === null) throw new Error(await refusal(response));
  yield* readEvents(textOf(response.body), schema);
}

async function refusal(response: Response): Promise<string> {
  const said: unknown = await response.json().catch(fallback(null, "the status of the answer says enough"));
  const told = typeof said === "object" && said !== null && "message" in said ? said.message : null;
  return typeof told === "string" ? told : `Headroom's own server answered ${response.status}. Try again.`;
}
