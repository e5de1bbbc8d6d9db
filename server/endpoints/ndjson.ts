import "server-only";
import { NotSignedIn } from "../errors";
import { logUnexpected } from "../http/log";
import { streamResponse, type StreamClient, type StreamWriter } from "./stream";
import { errorResponse } from "../http/error-response";

/** Bytes that may wait for a browser that does not read; then it is let go. Findings of 10,000 tables are some megabytes. */
const ROOM = 64 * 1024 * 1024;

type Failure = { type: "error"; message: string };

const headers = { "content-type": "application/x-ndjson; charset=utf-8" };

const lineOf = (event: unknown): string => `${JSON.stringify(event)}\n`;

function fail(writer: StreamWriter, error: unknown): void {
  const failure: Failure = { type: "error", message: errorResponse(error).refusal.message };
  writer.write(lineOf(failure));
  writer.close();
}

async function forward<Event>(iterator: AsyncIterator<Event>, writer: StreamWriter): Promise<void> {
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      if (writer.hasEnded) return;
      if (writer.room <= 0) return writer.abort("The reader does not read.");
      writer.write(lineOf(next.value));
    }
    writer.close();
  } catch (error) {
    fail(writer, error);
  }
}

/**
 * Answers with events as they happen, one JSON object a line. An error becomes a last event of type `error`. When the
 * browser goes away or its session ends the events are read no further.
 */
export function ndjson<Event>(events: AsyncIterable<Event | Failure>, client: StreamClient): Response {
  const endSession = (writer: StreamWriter) => fail(writer, client.over ?? new NotSignedIn());
  return streamResponse(client, { headers, room: ROOM, endSession }, (writer) => {
    const iterator = events[Symbol.asyncIterator]();
    writer.onEnd(() => void iterator.return?.().catch(logUnexpected));
    void forward(iterator, writer);
  });
}
