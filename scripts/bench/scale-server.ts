import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeToNodeResponse } from "next/dist/server/pipe-readable.js";
import { eventStream } from "@/server/endpoints/sse";
import { env } from "@/server/env";
import { Monitor } from "@/server/monitor/monitor";
import { closeStore } from "@/server/store/db";
import type { ServerFigures } from "./scale-figures";
import { ignore } from "@/server/http/log";

/**
 * The server of the scale bench: the monitor and its event streams as the routes make them, piped into the responses by
 * Next's own function. `/one/<id>` is the stream of a database's page, `/rows?ids=` that of a list, and `/all?ids=` what
 * no page asks for, all that is known of many, so that a viewer that does not read is behind soon.
 */

const monitor = new Monitor({ inFlight: env().HEADROOM_SAMPLES_IN_FLIGHT, store: env().DATABASE_URL });
await monitor.start();

let streams = 0;
/** Of the streams of `/all`: ms from the moment when nothing more could be written to the moment when it was let go. */
const letGoAfterMs: number[] = [];

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
  const [, kind = "", id = ""] = pathname.split("/");
  const ids = kind === "one" ? [id] : (searchParams.get("ids") ?? "").split(",");
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  let stuckAt: number | null = null;
  const look = setInterval(() => {
    stuckAt = response.writableNeedDrain ? (stuckAt ?? performance.now()) : null;
  }, 100);
  const stream = eventStream(
    (send) => {
      streams += 1;
      const stops = ids.map((each) =>
        monitor.watch(each, (event) => send(kind === "rows" ? event.row : event.full)),
      );
      return () => {
        streams -= 1;
        clearInterval(look);
        stops.forEach((stop) => stop());
        if (kind === "all" && stuckAt !== null) letGoAfterMs.push(performance.now() - stuckAt);
      };
    },
    { signal: gone.signal, sessionId: null },
  );
  stream.headers.forEach((value, name) => response.setHeader(name, value));
  if (stream.body !== null)
    void pipeToNodeResponse(stream.body, response).catch((error: unknown) => {
      ignore(error, "the client of this stream left");
      response.destroy();
    });
}

const server = createServer(answer);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address !== null && typeof address === "object") process.send?.({ port: address.port });
});

/** Asked for figures, it tells them; left alone, it leaves every database and ends. */
process.on("message", (message: { ids: string[]; tidied: boolean }) => {
  // Unreferenced memory is not counted as growth.
  if (message.tidied) globalThis.gc?.();
  const { rss, arrayBuffers } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const states = message.ids.map((id) => monitor.latest(id)?.state ?? "unknown");
  const figures: ServerFigures = {
    rss,
    arrayBuffers,
    cpuMs: (user + system) / 1000,
    streams,
    sampling: states.filter((state) => state === "sampling").length,
    letGoAfterMs,
  };
  process.send?.(figures);
});
process.on("disconnect", () => void leave());

async function leave(): Promise<void> {
  server.closeAllConnections();
  await monitor.close();
  await closeStore();
  process.exit(0);
}
