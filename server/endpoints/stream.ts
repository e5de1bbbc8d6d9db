import "server-only";
import { watchSession } from "../auth/open-sessions";
import type { AppError } from "../errors";

/** The other end of a stream: its request, and the session that opened it; null for a stream that needs none. */
export type StreamClient = {
  signal: AbortSignal;
  sessionId: string | null;
  /** Watches a session of another kind than a person's; returns what stops it. */
  watch?: (sessionId: string, end: () => void) => () => void;
  /** The error that ends it with such a session, for a stream that tells one. */
  over?: AppError;
};

/**
 * The one writer of a response body. It ends once, by whichever side ends it first: a second end does nothing, and neither does
 * writing after the end. Nothing else holds the controller, so none of its calls can come too late.
 */
export class StreamWriter {
  #controller: ReadableStreamDefaultController<Uint8Array> | null;
  readonly #encoder = new TextEncoder();
  readonly #cleanUps: (() => void)[] = [];

  constructor(controller: ReadableStreamDefaultController<Uint8Array>) {
    this.#controller = controller;
  }

  /** Whether nothing can be written any more. */
  get hasEnded(): boolean {
    return this.#controller === null;
  }

  /** Bytes that the reader may still leave waiting; negative where it has left more, 0 after the end. */
  get room(): number {
    return this.#controller?.desiredSize ?? 0;
  }

  write(text: string): void {
    this.#controller?.enqueue(this.#encoder.encode(text));
  }

  /** Ends the stream after what waits to be read. */
  close(): void {
    this.#end((controller) => controller.close());
  }

  /** Breaks the stream off: what waits is let go of at once, and the reader learns that it is not whole. */
  abort(reason: string): void {
    this.#end((controller) => controller.error(new DOMException(reason, "AbortError")));
  }

  /** The reader went away. */
  cancelled(): void {
    this.#end(() => {});
  }

  /** Runs work at the end, in the order of these calls; at once where the stream has ended. */
  onEnd(cleanUp: () => void): void {
    if (this.hasEnded) cleanUp();
    else this.#cleanUps.push(cleanUp);
  }

  #end(finish: (controller: ReadableStreamDefaultController<Uint8Array>) => void): void {
    const controller = this.#controller;
    if (controller === null) return;
    this.#controller = null;
    finish(controller);
    for (const cleanUp of this.#cleanUps.splice(0)) cleanUp();
  }
}

type StreamOptions = {
  /** Headers beside those of every stream. */
  headers: Record<string, string>;
  /** Bytes that may wait for the reader. */
  room: number;
  /** Ends the stream when its session has ended: tells the reader, then closes or aborts. */
  endSession: (writer: StreamWriter) => void;
  /** Asks for more, each time the reader has taken what waited. */
  pull?: (writer: StreamWriter) => Promise<void>;
};

/**
 * Answers with a body that `begin` writes. It ends when the browser goes away, and within seconds when the session ends that opened it
 * (sign-out, removal, another role or password, expiry; on whichever replica).
 */
export function streamResponse(
  { signal, sessionId, watch = watchSession }: StreamClient,
  { headers, room, endSession, pull }: StreamOptions,
  begin: (writer: StreamWriter) => void,
): Response {
  let writer: StreamWriter | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const own = (writer = new StreamWriter(controller));
        const leave = () => own.close();
        signal.addEventListener("abort", leave, { once: true });
        own.onEnd(() => signal.removeEventListener("abort", leave));
        if (sessionId !== null) own.onEnd(watch(sessionId, () => endSession(own)));
        begin(own);
        if (signal.aborted) own.close();
      },
      ...(pull && { pull: () => (writer === null ? undefined : pull(writer)) }),
      cancel: () => writer?.cancelled(),
    },
    { highWaterMark: room, size: (chunk) => chunk?.byteLength ?? 0 },
  );
  return new Response(body, {
    headers: {
      "cache-control": "no-store",
      // nginx would hold the events back until there are many.
      "x-accel-buffering": "no",
      ...headers,
    },
  });
}
