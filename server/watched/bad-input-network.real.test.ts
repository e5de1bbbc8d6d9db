import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { freePort } from "@/server/embedded/cluster";
import { deaf, hangingUp, listening, saying, silent, type Listener } from "./testing/listener";
import { aLogin, SHORT, tried } from "./testing/tried";

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});
const from = async (starting: Promise<Listener>): Promise<Listener> => {
  const listener = await starting;
  listeners.push(listener);
  return listener;
};

test("a name that nobody knows is told as such, and no address is named", async () => {
  const connection = await tried(aLogin(5432, { host: "no-such-host.invalid" }), { limits: { dns: 20_000 } });
  expect(connection).toMatchObject({ address: null, failure: { kind: "dns", stage: "dns" } });
  expect(connection.stages).toMatchObject([{ stage: "dns", status: "failed" }]);
});

test.each(["", " ", "/var/run/postgresql", "@abstract", "."])(
  "%j is no host: nothing is dialled",
  async (host) => {
    const { address, failure } = await tried(aLogin(5432, { host }), { limits: { dns: 20_000 } });
    expect({ address, kind: failure?.kind }).toEqual({ address: null, kind: "dns" });
  },
);

test("a closed port is refused at once", async () => {
  const port = await freePort();
  const connection = await tried(aLogin(port));
  expect(connection).toMatchObject({
    address: "127.0.0.1",
    loopback: true,
    failure: { kind: "refused", stage: "tcp" },
  });
  expect(connection.failure?.said).toContain("ECONNREFUSED");
});

test("an address that never answers ends within its limit", async () => {
  const { port } = await from(deaf());
  const { failure } = await tried(aLogin(port), { limits: { address: SHORT } });
  expect(failure).toMatchObject({
    kind: "timeout",
    stage: "tcp",
    said: "no answer from 127.0.0.1 within 1 s",
  });
});

test.each([
  ["disable", "login"],
  ["allow", "login"],
  ["prefer", "tls"],
  ["require", "tls"],
  ["verify-full", "tls"],
] as const)(
  "a port that accepts and says nothing ends within its limit: sslmode=%s",
  async (sslmode, stage) => {
    const listener = await from(silent());
    const { failure, stages } = await tried(aLogin(listener.port, { sslmode }), {
      limits: { [stage]: SHORT },
    });
    expect(failure).toMatchObject({ kind: "timeout", stage });
    expect(stages.at(-1)).toMatchObject({ stage, status: "failed" });
    await expect.poll(listener.open).toBe(0);
  },
);

test.each(["disable", "allow", "prefer", "require", "verify-full"] as const)(
  "a web server is not taken for Postgres: sslmode=%s",
  async (sslmode) => {
    const web = createServer((_request, response) => response.end("hello"));
    const listener = await from(listening(web));
    const { failure } = await tried(aLogin(listener.port, { sslmode }));
    expect(failure).toMatchObject({ kind: "not-postgres", said: "HTTP/1.1 400 Bad Request" });
    await expect.poll(listener.open).toBe(0);
  },
);

const STRANGERS = [
  ["an SSH server", Buffer.from("SSH-2.0-OpenSSH_9.2p1\r\n"), "SSH-2.0-OpenSSH_9.2p1"],
  ["a mail server", Buffer.from("220 mail.example.com ESMTP\r\n"), "220 mail.example.com ESMTP"],
  ["memcached", Buffer.from("ERROR\r\n"), "ERROR"],
  ["a Redis server", Buffer.from("-ERR unknown command\r\n"), "-ERR unknown command"],
  ["a news server", Buffer.from("NNTP ready\r\n"), "NNTP ready"],
  ["a MySQL server", Buffer.from("J\0\0\0\n8.0.36\0secret\0", "latin1"), "J"],
] as const;

test.each(STRANGERS)("%s that greets first is not taken for Postgres", async (_what, greeting, said) => {
  const listener = await from(saying(greeting, "first"));
  for (const sslmode of ["disable", "require"] as const) {
    const { failure } = await tried(aLogin(listener.port, { sslmode }), { limits: { login: 5_000 } });
    expect(failure).toMatchObject({ kind: "not-postgres" });
    expect(failure?.said.startsWith(said)).toBe(true);
  }
});

test.each(["disable", "require"] as const)(
  "a port that hangs up at the first word is a lost connection: sslmode=%s",
  async (sslmode) => {
    const { port } = await from(hangingUp());
    expect((await tried(aLogin(port, { sslmode }))).failure).toMatchObject({ kind: "lost" });
  },
);

const packet = (letter: string, ...fields: Buffer[]): Buffer => {
  const body = Buffer.concat(fields);
  const head = Buffer.alloc(5);
  head.write(letter, "latin1");
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const LOGGED_IN = packet("R", number(0));
const READY = packet("Z", Buffer.from("I"));

test("a server that wants Kerberos or a Windows login is told apart, and ends nothing but its own session", async () => {
  const { port } = await from(saying(packet("R", number(7))));
  expect((await tried(aLogin(port, { sslmode: "disable" }))).failure).toMatchObject({
    kind: "other",
    stage: "login",
    said: "the server asks for GSSAPI, and Headroom proves itself by password only",
  });
});

test.each([
  [
    "a way to log in that the driver meets too late to be asked about",
    Buffer.concat([packet("N", Buffer.alloc(8)), packet("R", number(9))]),
  ],
  ["a letter that Postgres does not know", Buffer.concat([LOGGED_IN, packet("?", number(1))])],
  ["a message that is shorter than it says", Buffer.concat([LOGGED_IN, packet("K", Buffer.alloc(1)), READY])],
])("%s is a protocol failure and not the end of the process", async (_what, bytes) => {
  const { port } = await from(saying(bytes));
  const { failure } = await tried(aLogin(port, { sslmode: "disable" }));
  expect(failure).toMatchObject({ kind: "protocol" });
});

test("a server that logs us in and then falls silent ends within its limit", async () => {
  const { port } = await from(saying(Buffer.concat([LOGGED_IN, READY])));
  const { failure, stages } = await tried(aLogin(port, { sslmode: "disable" }), {
    limits: { silence: SHORT },
  });
  expect(failure).toMatchObject({ kind: "query-timeout", stage: "query", said: "no answer within 1 s" });
  expect(stages.at(-1)).toMatchObject({ stage: "query", status: "failed" });
});

test("an answer that the driver cannot read ends the session and not the process", async () => {
  const { port } = await from(saying(Buffer.concat([LOGGED_IN, READY, packet("R", number(9))])));
  const { failure } = await tried(aLogin(port, { sslmode: "disable" }));
  expect(failure).toMatchObject({ kind: "protocol", stage: "query" });
});

test("a server that answers without end is cut off, by time and by size", async () => {
  const endless = createTcpServer((socket) => {
    socket.once("data", () => {
      socket.write(Buffer.concat([LOGGED_IN, READY]));
      socket.once("data", () => {
        // One row of one field, of a length that is allowed and takes longer than the session may.
        const length = 30_000_000;
        const row = packet("D", Buffer.alloc(1024));
        row.writeUInt32BE(length, 1);
        row.writeUInt16BE(1, 5);
        row.writeInt32BE(length - 4 - 2 - 4, 7);
        socket.write(row);
        const dripping = setInterval(() => socket.write(row), 1);
        socket.once("close", () => clearInterval(dripping));
      });
    });
  });
  const { port } = await from(listening(endless));
  const login = aLogin(port, { sslmode: "disable" });
  expect((await tried(login, { limits: { bytes: 50_000 } })).failure).toMatchObject({
    kind: "protocol",
    stage: "query",
  });
  expect((await tried(login, { limits: { session: 5_000 } })).failure).toMatchObject({
    kind: "query-timeout",
    stage: "query",
  });
});

test("a server's error before TLS is understood, but not quoted to who insists on TLS", async () => {
  const error = packet("E", Buffer.from("SFATAL\0C53300\0Mgo to evil.example\0\0"));
  const { port } = await from(saying(error));
  const demanding = await tried(aLogin(port, { sslmode: "require" }));
  expect(demanding.failure).toMatchObject({ kind: "full", stage: "tls", sqlstate: "53300", said: "" });
  const lenient = await tried(aLogin(port, { sslmode: "prefer" }));
  expect(lenient.failure).toMatchObject({ kind: "full", said: "go to evil.example" });
});

test("words that are slipped in before the encryption end the session", async () => {
  const { port } = await from(saying(Buffer.concat([Buffer.from("S"), LOGGED_IN, READY])));
  expect((await tried(aLogin(port, { sslmode: "require" }))).failure).toMatchObject({
    kind: "not-postgres",
    stage: "tls",
  });
});

test("a caller who gives up ends every stage, with its own reason", async () => {
  const listener = await from(silent());
  for (const sslmode of ["disable", "require"] as const) {
    const caller = new AbortController();
    const trying = tried(aLogin(listener.port, { sslmode }), { signal: caller.signal });
    await expect.poll(listener.open).toBe(1);
    caller.abort(new Error("not wanted any more"));
    await expect(trying).rejects.toThrow("not wanted any more");
    await expect.poll(listener.open).toBe(0);
  }
});
