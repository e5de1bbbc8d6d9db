import { connect, createServer, type Socket } from "node:net";
import { listening, type Listener } from "./listener";

/** Returns the user that a start-up message names (PostgreSQL docs, 53.7): its parameters are texts that end with NUL. */
function userIn(message: Buffer): string {
  const texts = message.subarray(8).toString("utf8").split("\0");
  return texts[texts.indexOf("user") + 1] ?? "";
}

/**
 * A proxy at one address before several servers, as shared hosts of providers are: the user's name decides which one, by the
 * port that `portOf` returns for it at that moment.
 */
export function routingProxy(portOf: (user: string) => number): Promise<Listener> {
  return listening(
    createServer((client: Socket) => {
      client.once("data", (first) => {
        const backend = connect({ host: "127.0.0.1", port: portOf(userIn(first)) });
        for (const socket of [client, backend]) socket.on("error", () => {});
        backend.write(first);
        client.pipe(backend).pipe(client);
        client.once("close", () => backend.destroy());
        backend.once("close", () => client.destroy());
      });
    }),
  );
}
