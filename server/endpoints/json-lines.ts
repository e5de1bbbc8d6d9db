import "server-only";
import { logUnexpected } from "../http/log";
import { streamResponse, type StreamClient } from "./stream";

/**
 * Answers with a file of JSON lines, made page by page as the browser takes it. Where a page cannot be had, or the session
 * ends, the download breaks off, so that half a file is not taken for a whole one.
 */
export function jsonLines<Row>(
  pages: AsyncIterable<readonly Row[]>,
  filename: string,
  client: StreamClient,
): Response {
  const iterator = pages[Symbol.asyncIterator]();
  const headers = {
    "content-type": "application/x-ndjson; charset=utf-8",
    "content-disposition": `attachment; filename="${filename}"`,
  };
  return streamResponse(
    client,
    {
      headers,
      room: 1,
      endSession: (writer) => writer.abort("The session ended."),
      async pull(writer) {
        try {
          const next = await iterator.next();
          if (next.done) return writer.close();
          writer.write(next.value.map((row) => `${JSON.stringify(row)}\n`).join(""));
        } catch (error) {
          logUnexpected(error);
          writer.abort("A page could not be read.");
        }
      },
    },
    (writer) => writer.onEnd(() => void iterator.return?.().catch(logUnexpected)),
  );
}
