import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { aSnapshot } from "@/lib/snapshot/fixture";
import { electricSeenSchema, type ElectricSeen } from "@/lib/snapshot/schema";
import { freePort } from "@/server/embedded/cluster";
import { selfSigned } from "@/server/sandbox/certificate";
import { probeElectric } from "./electric";
import { hangingUp, listening, saying, silent, type Listener } from "./testing/listener";

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});
const from = async (starting: Promise<Listener>): Promise<Listener> => {
  const listener = await starting;
  listeners.push(listener);
  return listener;
};
const addressOf = async (server: Server, scheme = "http"): Promise<string> =>
  `${scheme}://127.0.0.1:${(await from(listening(server))).port}`;

const electric =
  (code: number, status: string): RequestListener =>
  (_request, response) => {
    response.writeHead(code, { "content-type": "application/json", "electric-server": "ElectricSQL/1.7.12" });
    response.end(JSON.stringify({ status }));
  };
const probe = async (url: string, options: Parameters<typeof probeElectric>[2] = {}): Promise<ElectricSeen> =>
  electricSeenSchema.parse(await probeElectric(url, null, options));

test("an active Electric is seen with its version", async () => {
  const url = await addressOf(createServer(electric(200, "active")));
  expect(await probe(url)).toEqual({
    url,
    httpStatus: 200,
    status: "active",
    version: "1.7.12",
    notActiveSince: null,
    slotLagBytes: null,
    failure: null,
  });
});

test("the health check is asked for below the base address, without what may be a secret", async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.method, request.url, request.headers.host, request.headers.authorization);
    response.end("{}");
  });
  const { port } = await from(listening(server));
  const seen = await probe(`http://user:pass@127.0.0.1:${port}/sync/?secret=hush#x`);
  expect(asked).toEqual(["GET", "/sync/v1/health", `127.0.0.1:${port}`, undefined]);
  expect(JSON.stringify(seen)).not.toMatch(/pass|hush/);
  expect(seen).toMatchObject({ httpStatus: 200, status: null, version: null, failure: null });
});

test("since when it is not active is known from the visit before", async () => {
  const url = await addressOf(createServer(electric(202, "waiting")));
  const previous = (change: Partial<ElectricSeen>) => ({
    takenAt: "2026-11-23T03:00:00.000Z",
    electric: { ...seen, ...change },
  });
  const seen = await probeElectric(url, null);
  expect(seen).toMatchObject({ httpStatus: 202, status: "waiting", notActiveSince: null });
  expect((await probeElectric(url, previous({}))).notActiveSince).toBe("2026-11-23T03:00:00.000Z");
  const since = "2026-11-23T02:00:00.000Z";
  expect((await probeElectric(url, previous({ notActiveSince: since }))).notActiveSince).toBe(since);
  const wasActive = previous({ httpStatus: 200, status: "active" });
  const now = (await probeElectric(url, wasActive)).notActiveSince;
  expect(new Date(now ?? "").toISOString()).toBe(now);
  expect((await probeElectric(url, previous({ url: "http://other.example" }))).notActiveSince).toBeNull();
  expect((await probeElectric(url, aSnapshot)).notActiveSince).toBeNull();
});

test("a redirect is an answer and is not followed", async () => {
  const visited: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    visited.push(request.url);
    response.writeHead(302, { location: "/elsewhere" }).end();
  });
  expect(await probe(await addressOf(server))).toMatchObject({
    httpStatus: 302,
    status: null,
    failure: null,
  });
  expect(visited).toEqual(["/v1/health"]);
});

test("an answer without end is read in part", async () => {
  const server = createServer((_request, response) => {
    const pour = () => {
      while (response.write("x".repeat(16_384)));
    };
    response.on("drain", pour);
    pour();
  });
  expect(await probe(await addressOf(server))).toMatchObject({
    httpStatus: 200,
    status: null,
    failure: null,
  });
});

test("what does not answer is told with its reason, and no socket is left", async () => {
  const closed = await freePort();
  expect(await probe(`http://127.0.0.1:${closed}`)).toMatchObject({
    httpStatus: null,
    failure: expect.stringContaining("ECONNREFUSED"),
  });
  const quiet = await from(silent());
  const late = await probe(`http://127.0.0.1:${quiet.port}`, { limitMs: 300 });
  expect(late).toMatchObject({ httpStatus: null, failure: "no answer within 0.3 s" });
  await expect.poll(quiet.open).toBe(0);
  const strange = await from(saying("SSH-2.0-OpenSSH\r\n"));
  expect((await probe(`http://127.0.0.1:${strange.port}`)).failure).toContain("Parse Error");
  const gone = await from(hangingUp());
  expect((await probe(`http://127.0.0.1:${gone.port}`)).failure).not.toBeNull();
  expect((await probe("http://no-such-host.invalid", { limitMs: 20_000 })).failure).toBe(
    "its name does not resolve to an address",
  );
});

test.each(["http://169.254.169.254/latest", "http://[fe80::1]", "http://0.0.0.0:3000"])(
  "%s is not asked: the address is judged as a database's is",
  async (url) => {
    const { failure } = await probe(url);
    expect(failure).toMatch(/^Headroom does not connect to /);
  },
);

test("a network that the policy forbids is not asked", async () => {
  const url = await addressOf(createServer(electric(200, "active")));
  const seen = await probe(url, { policy: new Set(["public"] as const) });
  expect(seen).toMatchObject({ httpStatus: null, failure: "Headroom does not connect to 127.0.0.1" });
});

test("over https the certificate must be good", async () => {
  const { certificate, key } = selfSigned("localhost");
  const url = await addressOf(
    createSecureServer({ cert: certificate, key }, electric(200, "active")),
    "https",
  );
  expect(await probe(url)).toMatchObject({ httpStatus: null, failure: "self-signed certificate" });
});

test("a caller who gives up ends the probe with its own reason", async () => {
  const quiet = await from(silent());
  const caller = new AbortController();
  const probing = probeElectric(`http://127.0.0.1:${quiet.port}`, null, { signal: caller.signal });
  await expect.poll(quiet.open).toBe(1);
  caller.abort(new Error("not wanted any more"));
  await expect(probing).rejects.toThrow("not wanted any more");
  await expect.poll(quiet.open).toBe(0);
});
