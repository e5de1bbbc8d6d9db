import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { fallback } from "@/lib/log/unlogged";

/** A request that the receiver took, whole. */
export type Taken = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

export type Receiver = { url: string; taken: Taken[]; sockets: () => number; stop(): Promise<void> };

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Starts a real HTTP receiver on loopback that takes each request whole and then answers with `answer`. */
export async function startReceiver(
  answer: (response: ServerResponse, taken: Taken) => void = (response) => response.end("ok"),
): Promise<Receiver> {
  const taken: Taken[] = [];
  const open = new Set<unknown>();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const one = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
      taken.push(one);
      answer(response, one);
    });
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket
      .on("error", fallback(undefined, "the client under test tells what it met"))
      .on("close", () => open.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The test server has no port.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    taken,
    sockets: () => open.size,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
