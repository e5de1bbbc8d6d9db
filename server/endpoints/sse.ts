import "server-only";
import { SESSION_ENDED } from "@/lib/live/session-ended";
import { streamResponse, type StreamClient, type StreamWriter } from "./stream";

/** A stream ends by itself after this, ms: the browser comes back, and is asked for its session anew. */
const LIFE_MS = 5 * 60_000;
const HEARTBEAT_MS = 15_000;
/** Most that may wait for a browser that does not read, bytes; beyond it events are left out. */
const ROOM = 256 * 1024;
/** A browser that has read nothing for so long while there was something is let go, ms. */
const PATIENCE_MS = 10_000;

type Subscribe = (send: (text: string) => void) => () => void;

const headers = { "content-type": "text/event-stream; charset=utf-8" };

function endSession(writer: StreamWriter): void {
  writer.write(`event: ${SESSION_ENDED}\ndata: {}\n\n`);
  writer.close();
}

/** Returns what sends an event where the reader keeps up, and lets go of a reader that has stopped reading. */
function senderOf(writer: StreamWriter): (text: string) => void {
  let stuckSince: number | null = null;
  return (text) => {
    if (writer.room > 0) {
      stuckSince = null;
      writer.write(text);
      return;
    }
    stuckSince ??= performance.now();
    // Closing would keep what waits until the client reads it; an error lets go of it at once.
    if (performance.now() - stuckSince > PATIENCE_MS) writer.abort("The reader does not read.");
  };
}

/**
 * Answers with server-sent events, one `data:` line each. A reader that falls behind gets the newest when it reads on, and is
 * let go when it does not: nothing is gathered for it. The last event of a session that ended is `session-ended`.
 */
export function eventStream(subscribe: Subscribe, client: StreamClient): Response {
  return streamResponse(client, { headers, room: ROOM, endSession }, (writer) => {
    const send = senderOf(writer);
    const heartbeat = setInterval(() => send(":\n\n"), HEARTBEAT_MS);
    const life = setTimeout(() => writer.close(), LIFE_MS);
    writer.onEnd(() => {
      clearInterval(heartbeat);
      clearTimeout(life);
    });
    send("retry: 1000\n\n");
    writer.onEnd(subscribe((text) => send(`data: ${text}\n\n`)));
  });
}
