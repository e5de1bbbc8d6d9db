import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { failureText } from "@/lib/failure/failure";
import { listening, type Listener } from "./testing/listener";
import { aLogin, tried } from "./testing/tried";

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

/** Returns a message's first five bytes: its letter and the length that it says it has. */
function head(letter: string, length: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.write(letter, "latin1");
  bytes.writeUInt32BE(length, 1);
  return bytes;
}
const LET_IN = Buffer.concat([head("R", 8), Buffer.alloc(4)]);

/** A server that begins with these bytes and then sends letters for as long as the client reads. */
async function endless(beginning: Buffer): Promise<Listener & { sent(): number }> {
  const more = Buffer.alloc(1024 * 1024, "A");
  let sent = 0;
  const server = createServer((socket) => {
    const go = () => {
      do sent += more.length;
      while (!socket.destroyed && socket.write(more));
    };
    socket.once("data", () => {
      socket.write(beginning);
      socket.on("drain", go);
      go();
    });
  });
  const listener = await listening(server);
  listeners.push(listener);
  return { ...listener, sent: () => sent };
}

test.each([
  ["a setting of 2 GB", Buffer.concat([LET_IN, head("S", 0x7fffffff)])],
  ["a notice of 2 GB after the first message", Buffer.concat([LET_IN, head("N", 0x7fffffff)])],
  ["a key of 2 GB", Buffer.concat([LET_IN, head("K", 0x7fffffff)])],
])("%s before the login is through ends the session, and is not gathered", async (_what, beginning) => {
  const listener = await endless(beginning);
  const connection = await tried(aLogin(listener.port, { sslmode: "disable" }));
  expect(connection.failure).toMatchObject({
    kind: "protocol",
    stage: "login",
    said: "it sent more than a login can need",
  });
  expect(connection.stages.at(-1)).toMatchObject({ stage: "login", status: "failed" });
  const { what, why, next } = failureText(connection);
  expect([what, why, next].every((text) => text.length > 0)).toBe(true);
  await expect.poll(listener.open).toBe(0);
  // What the system's buffers hold besides; a driver that gathers takes hundreds of times as much.
  expect(listener.sent()).toBeLessThan(64 * 1024 * 1024);
});

test("a server that never ends its answer to the request for TLS is no Postgres", async () => {
  const listener = await endless(Buffer.from("S"));
  const { failure } = await tried(aLogin(listener.port, { sslmode: "require" }));
  expect(["not-postgres", "protocol"]).toContain(failure?.kind);
  expect(failure?.stage).toBe("tls");
  await expect.poll(listener.open).toBe(0);
  expect(listener.sent()).toBeLessThan(64 * 1024 * 1024);
});

/** A server that answers these, one after the other, and then waits. */
async function answering(...answers: Buffer[]): Promise<Listener> {
  const server = createServer((socket) => {
    const left = [...answers];
    socket.on("data", () => socket.write(left.shift() ?? Buffer.alloc(0)));
  });
  const listener = await listening(server);
  listeners.push(listener);
  return listener;
}
const ENDLESS = Buffer.concat([head("E", 10), Buffer.from("SERROR")]);
const READY = Buffer.concat([head("Z", 5), Buffer.from("I")]);

test.each([
  ["as its first word", "login", [ENDLESS]],
  ["during the login", "login", [Buffer.concat([LET_IN, ENDLESS])]],
  ["in answer to a query", "query", [Buffer.concat([LET_IN, READY]), ENDLESS]],
])("an error without an end %s stops its own session and not the process", async (_when, stage, answers) => {
  const listener = await answering(...answers);
  const { failure } = await tried(aLogin(listener.port, { sslmode: "disable" }));
  expect(failure).toMatchObject({ kind: "protocol", stage, said: "it sent a message without an end" });
  await expect.poll(listener.open).toBe(0);
});
