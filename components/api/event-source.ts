import { createParser, type EventSourceMessage } from "eventsource-parser";

/**
 * Reads server-sent events (HTML Living Standard, 9.2.6) out of pieces of text, to their end. An event that the end cuts off is not
 * told, as the standard has it. @throws what the pieces or `onEvent` throw
 */
export async function readServerEvents(
  pieces: AsyncIterable<string>,
  onEvent: (event: EventSourceMessage) => void,
): Promise<void> {
  const parser = createParser({ onEvent });
  for await (const piece of pieces) parser.feed(piece);
}
