import { createServer } from "node:net";
import { expect, test } from "vitest";
import { openSession } from "../connect";
import { loginTo } from "../faults/login-to";
import { listening } from "../testing/listener";

/** Returns the parameters of the first message that a session sends (PostgreSQL docs, 53.7, StartupMessage). */
async function startUpOf(options: { replication?: boolean; asElectric?: boolean }): Promise<string[]> {
  let sent: Buffer = Buffer.alloc(0);
  const listener = await listening(
    createServer((socket) =>
      socket.once("data", (bytes: Buffer) => {
        sent = bytes;
        socket.destroy();
      }),
    ),
  );
  try {
    const opened = await openSession(loginTo(listener.port, "shop", "electric"), options);
    expect("connection" in opened).toBe(true);
  } finally {
    await listener.close();
  }
  expect(sent.readInt32BE(4), "protocol 3.0").toBe(196_608);
  return sent.subarray(8, sent.readInt32BE(0)).toString().split("\0").filter(Boolean);
}

test("a trial's sessions of Electric's login begin with Electric's own message: no application_name, no encoding", async () => {
  expect(await startUpOf({ asElectric: true, replication: true })).toEqual([
    "user",
    "electric",
    "database",
    "shop",
    "replication",
    "database",
  ]);
  expect(await startUpOf({ asElectric: true })).toEqual(["user", "electric", "database", "shop"]);
});

test("any other session names Headroom and its encoding", async () => {
  const parameters = await startUpOf({});
  expect(parameters).toContain("headroom");
  expect(parameters.map((name) => name.toLowerCase())).toContain("client_encoding");
});
