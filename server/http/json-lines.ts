import "server-only";

/**
 * Answers with a file of JSON lines, made page by page as the browser takes it. Where a page cannot be had the download
 * breaks off, so that half a file is not taken for a whole one.
 */
export function jsonLines<Row>(pages: AsyncIterable<readonly Row[]>, filename: string): Response {
  const encoder = new TextEncoder();
  const iterator = pages[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) return controller.close();
        controller.enqueue(encoder.encode(next.value.map((row) => `${JSON.stringify(row)}\n`).join("")));
      },
      async cancel() {
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  return new Response(body, {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="${filename}"`,
      "cache-control": "no-store",
    },
  });
}
