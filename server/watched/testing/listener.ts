import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export type Listener = {
  port: number;
  /** Connections that are open now. */
  open(): number;
  close(): Promise<void>;
};

/** Makes a server listen on a free loopback port, and closes it with every connection that it has. */
export async function listening(server: Server): Promise<Listener> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => sockets.delete(socket));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return {
    port: address.port,
    open: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A port that accepts and says nothing. */
export const silent = (): Promise<Listener> => listening(createServer((socket) => socket.resume()));

/** A port that answers the first bytes that it hears with these, or greets with them, and waits. */
export const saying = (bytes: string | Buffer, when: "first" | "answer" = "answer"): Promise<Listener> =>
  listening(
    createServer((socket) => {
      socket.resume();
      if (when === "first") socket.write(bytes);
      else socket.once("data", () => socket.write(bytes));
    }),
  );

/** A port that accepts and hangs up at the first word. */
export const hangingUp = (): Promise<Listener> =>
  listening(createServer((socket) => socket.once("data", () => socket.destroy())));

const BACKLOG = 1;
const DEAF = `
  const server = require("node:net").createServer();
  server.listen({ port: 0, host: "127.0.0.1", backlog: ${BACKLOG} }, () => console.log(server.address().port));`;

/**
 * A port that does not even answer the first packet, as behind a firewall that drops them: its program is stopped and
 * the queue of connections that the system accepts for it is full (Linux, listen(2)).
 */
export async function deaf(): Promise<Listener> {
  const child = spawn(process.execPath, ["-e", DEAF], { stdio: ["ignore", "pipe", "inherit"] });
  const [line]: unknown[] = await once(child.stdout, "data");
  const port = Number(String(line));
  child.kill("SIGSTOP");
  const waiting = Array.from({ length: BACKLOG + 1 }, () => connect({ port, host: "127.0.0.1" }));
  await Promise.all(waiting.map((socket) => once(socket, "connect")));
  return {
    port,
    open: () => waiting.length,
    async close() {
      for (const socket of waiting) socket.destroy();
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}
