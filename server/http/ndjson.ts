import "server-only";
import { told } from "./told";

/** How many events may wait for a browser that does not read; then it is let go. */
const PATIENCE = 1_000;

type Failure = { type: "error"; message: string };

/**
 * Answers with events as they happen, one JSON object a line. An error becomes a last event of type `error`. When the
 * browser goes away the events are read no further.
 */
export function ndjson<Event>(events: AsyncIterable<Event | Failure>): Response {
  const encoder = new TextEncoder();
  const iterator = events[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        const send = (event: Event | Failure) =>
          controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
        try {
          for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
            if ((controller.desiredSize ?? 0) < -PATIENCE) return controller.close();
            send(next.value);
          }
          controller.close();
        } catch (error) {
          send({ type: "error", message: told(error).refusal.message });
          controller.close();
        }
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 16 },
  );
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store",
      // nginx would hold the events back until there are many.
      "x-accel-buffering": "no",
    },
  });
}
