import { fallback } from "@/lib/log/unlogged";

/** Yields the text of a body as it comes; reading ends with the one who reads. */
export async function* textOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<string> {
  if (body === null) return;
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read())
      yield decoder.decode(piece.value, { stream: true });
  } finally {
    // A reader that stops early leaves nothing on its way; after an error or the end this does nothing.
    await reader.cancel().catch(fallback(undefined, "the body ended by itself"));
  }
}
