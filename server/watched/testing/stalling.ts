import { connect, createServer, type Socket } from "node:net";
import { listening, type Listener } from "./listener";

/** A proxy before a Postgres whose network can be cut: nothing passes any more, in either direction, and neither end gets an error. */
export async function stallingProxy(upstream: number): Promise<Listener & { stall(): void }> {
  let stalled = false;
  const backends = new Set<Socket>();
  const pass = (from: Socket, to: Socket) => {
    from.on("data", (bytes) => stalled || to.write(bytes));
    from.on("error", () => {});
    from.once("close", () => stalled || to.destroy());
  };
  const server = createServer((client) => {
    const backend = connect({ host: "127.0.0.1", port: upstream });
    backends.add(backend);
    pass(client, backend);
    pass(backend, client);
  });
  const listener = await listening(server);
  return {
    ...listener,
    stall: () => void (stalled = true),
    async close() {
      for (const backend of backends) backend.destroy();
      await listener.close();
    },
  };
}
