import { connect, createServer, type Socket } from "node:net";
import { listening } from "../../server/watched/testing/listener";

/** A proxy before Headroom's store, whose store can be made to be away, or to be silent. */
export async function storeProxy(upstream: number) {
  let mode: "passes" | "refuses" | "stalls" = "passes";
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    if (mode === "refuses") return void client.destroy();
    const store = connect({ host: "127.0.0.1", port: upstream });
    for (const [from, to] of [
      [client, store],
      [store, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {});
      from.on("data", (bytes) => mode === "stalls" || to.write(bytes));
      from.once("close", () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  const { port, close } = await listening(server);
  return {
    port,
    close,
    /** Sets what happens from now on: connections that are open are cut where the store refuses. */
    set(next: typeof mode) {
      mode = next;
      if (next === "refuses") for (const socket of sockets) socket.destroy();
    },
  };
}
