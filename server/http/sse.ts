import "server-only";

/** A stream ends by itself after this, ms: the browser comes back, and is asked for its session anew. */
const LIFE_MS = 5 * 60_000;
const HEARTBEAT_MS = 15_000;
/** What may wait for a browser that does not read, bytes; beyond it events are left out. */
const ROOM = 256 * 1024;
/** A browser that has read nothing for so long while there was something is let go, ms. */
const PATIENCE_MS = 10_000;

type Subscribe = (send: (text: string) => void) => () => void;

/**
 * Answers with server-sent events, one `data:` line each. A reader that falls behind gets the newest when it reads on, and is
 * let go when it does not: nothing is gathered for it. Ends with the request's signal, once.
 */
export function eventStream(subscribe: Subscribe, signal: AbortSignal): Response {
  const encoder = new TextEncoder();
  let stop = () => {};
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let unsubscribe = () => {};
        let stuckSince: number | null = null;
        let ended = false;
        const finish = (close: () => void) => {
          if (ended) return;
          ended = true;
          unsubscribe();
          clearInterval(heartbeat);
          clearTimeout(life);
          signal.removeEventListener("abort", end);
          try {
            close();
          } catch {
            // It was cancelled: there is nothing left to close.
          }
        };
        const end = () => finish(() => controller.close());
        // Closing would keep what waits until somebody reads it; an error lets go of it at once.
        const drop = () =>
          finish(() => controller.error(new DOMException("The reader does not read.", "AbortError")));
        const write = (text: string) => {
          if (ended) return;
          if ((controller.desiredSize ?? 0) <= 0) {
            stuckSince ??= performance.now();
            if (performance.now() - stuckSince > PATIENCE_MS) drop();
            return;
          }
          stuckSince = null;
          controller.enqueue(encoder.encode(text));
        };
        const heartbeat = setInterval(() => write(":\n\n"), HEARTBEAT_MS);
        const life = setTimeout(end, LIFE_MS);
        stop = end;
        signal.addEventListener("abort", end, { once: true });
        write("retry: 1000\n\n");
        unsubscribe = subscribe((text) => write(`data: ${text}\n\n`));
        if (ended || signal.aborted) {
          unsubscribe();
          end();
        }
      },
      cancel: () => stop(),
    },
    { highWaterMark: ROOM, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
