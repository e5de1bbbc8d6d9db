import "server-only";
import { createServer, connect, type Socket } from "node:net";
import { freePort } from "@/server/embedded/cluster";

export type Proxy = {
  port: number;
  /** Connections that came in so far. */
  connections(): number;
  /** ReadyForQuery messages that the server sent so far: one ends the login, one ends every round trip after it. */
  readies(): number;
  close(): Promise<void>;
};

const READY_FOR_QUERY = 0x5a;

/** Returns a function that takes a server's bytes as they come and calls back with the type of every message. */
export function messageReader(onMessage: (type: number) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length > 0) {
      const taken = Math.min(skip, rest.length);
      skip -= taken;
      rest = rest.subarray(taken);
      if (skip > 0 || rest.length < 5) return;
      onMessage(rest.readUInt8(0));
      // The length counts itself, not the type before it (PostgreSQL docs 53.7).
      skip = rest.readUInt32BE(1) - 4;
      rest = rest.subarray(5);
    }
  };
}

function pass(from: Socket, to: Socket, delayMs: number, see: (chunk: Buffer) => void): void {
  from.on("data", (chunk) => {
    see(chunk);
    if (delayMs === 0) to.write(chunk);
    else setTimeout(() => to.writable && to.write(chunk), delayMs);
  });
  from.on("close", () => setTimeout(() => to.end(), delayMs));
  from.on("error", () => to.destroy());
}

/**
 * Starts a proxy before a Postgres on a loopback port. It holds back what passes by `delayMs` each way and counts the
 * server's answers; it can read them only without TLS.
 */
export async function startProxy(upstream: { port: number; delayMs?: number }): Promise<Proxy> {
  const delayMs = upstream.delayMs ?? 0;
  const sockets = new Set<Socket>();
  let connections = 0;
  let readies = 0;
  const server = createServer((client) => {
    connections += 1;
    const backend = connect({ host: "127.0.0.1", port: upstream.port });
    for (const socket of [client, backend]) {
      sockets.add(socket.setNoDelay(true));
      socket.once("close", () => sockets.delete(socket));
    }
    pass(client, backend, delayMs, () => {});
    pass(
      backend,
      client,
      delayMs,
      messageReader((type) => (readies += type === READY_FOR_QUERY ? 1 : 0)),
    );
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    port,
    connections: () => connections,
    readies: () => readies,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
