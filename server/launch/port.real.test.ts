import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "../embedded/cluster";
import { claimPort } from "./port";

const servers: Server[] = [];

afterEach(() => servers.splice(0).forEach((server) => server.close()));

function occupy(host: string, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    servers.push(server);
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

test("a free port is claimed without a word", async () => {
  await expect(claimPort("127.0.0.1", await freePort(), 0)).resolves.toBeUndefined();
});

test.each(["127.0.0.1", "0.0.0.0"])("a port that is busy on %s is named, with the way out", async (host) => {
  const port = await freePort();
  await occupy(host, port);
  await expect(claimPort("127.0.0.1", port, 0)).rejects.toThrow(
    `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`,
  );
});

test("a port that is given up in time is waited for", async () => {
  const port = await freePort();
  const server = await occupy("127.0.0.1", port);
  const claimed = claimPort("127.0.0.1", port, 10_000);
  server.close();
  await expect(claimed).resolves.toBeUndefined();
});

test("an address that is none of this machine's is said to be wrong", async () => {
  await expect(claimPort("192.0.2.1", await freePort(), 0)).rejects.toThrow(
    /192\.0\.2\.1.*Check HOST and PORT/,
  );
});
