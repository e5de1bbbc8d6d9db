import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { answerHeader, answerStatus, requestId } from "./exchange";
import { MARK_HEADER, requestMark } from "./mark";
import { filterServer } from "./request-filter";

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

type Seen = { url: string | undefined; headers: IncomingHttpHeaders; id: string | undefined };

/** A filtered server that remembers what came through. */
async function start(url = "http://localhost:3000"): Promise<{ port: number; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push({ url: request.url, headers: { ...request.headers }, id: requestId() });
    setImmediate(() => {
      answerStatus(418);
      answerHeader("x-later", "yes");
      response.end("through");
      answerHeader("x-too-late", "no");
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const rules = { url, trusted: [] };
  filterServer(server, rules);
  filterServer(server, rules);
  const address = server.address();
  return { port: address !== null && typeof address === "object" ? address.port : 0, seen };
}

async function ask(port: number, ...lines: string[]): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write([...lines, "Connection: close", "", ""].join("\r\n"));
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
}

test("what passes is handled once, marked, with the headers that may be believed", async () => {
  const { port, seen } = await start();
  const answer = await ask(
    port,
    "GET http://localhost/team HTTP/1.1",
    "Host: localhost",
    "X-Forwarded-For: 1.2.3.4",
    "X-Forwarded-Host: evil.example",
    "X-Forwarded-Proto: https",
    "X-Real-IP: 1.2.3.4",
    "Forwarded: for=1.2.3.4",
    `${MARK_HEADER}: guessed`,
  );
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    url: "/team",
    headers: {
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "localhost",
      "x-forwarded-proto": "http",
      [MARK_HEADER]: requestMark(),
    },
  });
  expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["x-real-ip"]));
  expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(["forwarded"]));
  expect(answer).toMatch(/^HTTP\/1\.1 418 /);
  expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im);
  expect(answer).toMatch(/^x-later: yes\r$/im);
  expect(answer).not.toMatch(/x-too-late/i);
});

test("every answer names its request, a refused one too, and code below reads the same id", async () => {
  const { port, seen } = await start();
  const idIn = (answer: string) => /^x-request-id: (\S+)\r$/im.exec(answer)?.[1] ?? "";
  const passed = await ask(port, "GET /team HTTP/1.1", "Host: localhost", "X-Request-Id: chosen-by-a-client");
  expect(idIn(passed)).toMatch(/^[0-9a-f-]{36}$/);
  expect(seen[0]?.headers["x-request-id"]).toBe(idIn(passed));
  expect(seen[0]?.id).toBe(idIn(passed));
  const refused = idIn(await ask(port, "GET / HTTP/1.1", "Host: evil.example"));
  expect(refused).toMatch(/^[0-9a-f-]{36}$/);
  expect(refused).not.toBe(idIn(passed));
  const own = [`${MARK_HEADER}: ${requestMark()}`, `X-Request-Id: ${refused}`];
  expect(idIn(await ask(port, "GET / HTTP/1.1", "Host: localhost", ...own))).toBe(refused);
});

test("a connection stays open longer than a load balancer keeps it, unless it has no end or a longer one already", () => {
  const kept = (before: number): number => {
    const server = createServer();
    server.keepAliveTimeout = before;
    filterServer(server, { url: undefined, trusted: [] });
    return server.keepAliveTimeout;
  };
  expect([5_000, 0, 900_000].map(kept)).toEqual([620_000, 0, 900_000]);
});

test("what is refused reaches nothing, its connection is closed, and the log says from where it came", async () => {
  const { port, seen } = await start();
  const logged = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const answer = await ask(port, "GET / HTTP/1.1", "Host: evil.example");
  expect(answer).toMatch(/^HTTP\/1\.1 421 /);
  expect(answer).toMatch(/^content-type: text\/plain; charset=utf-8\r$/im);
  expect(answer).toMatch(/^connection: close\r$/im);
  await ask(port, "GET / HTTP/1.1", "Host: a b");
  expect(logged).toHaveBeenCalledWith(expect.stringContaining("Refused: a request from 127.0.0.1 with 400."));
  logged.mockRestore();
  const wrong = await ask(port, "PUT /team HTTP/1.1", "Host: localhost", "Content-Length: 3");
  expect(wrong).toMatch(/^HTTP\/1\.1 405 [\s\S]*^allow: GET, HEAD\r$/im);
  expect(seen).toEqual([]);
});

test("what the proxy of the pages does not see stands in no frame either, and runs nothing", async () => {
  const { port } = await start();
  const policy = /^content-security-policy: default-src 'none';.*frame-ancestors 'none'\r$/im;
  for (const path of ["/_next/static/chunks/a.js", "/icon.svg", "/robots.txt"])
    expect(await ask(port, `GET ${path} HTTP/1.1`, "Host: localhost"), path).toMatch(policy);
  expect(await ask(port, "GET / HTTP/1.1", "Host: evil.example")).toMatch(policy);
  // A page has the policy that `proxy.ts` sets.
  expect(await ask(port, "GET /team HTTP/1.1", "Host: localhost")).not.toMatch(/content-security-policy/i);
});

test("where the address is https a refused request says so to browsers as well", async () => {
  const { port } = await start("https://headroom.example");
  const transport = /^strict-transport-security: max-age=31536000\r$/im;
  expect(await ask(port, "GET / HTTP/1.1", "Host: evil.example")).toMatch(transport);
  expect(await ask(port, "GET / HTTP/1.1", "Host: headroom.example")).toMatch(transport);
});

test.each([
  ["two lengths", ["Content-Length: 3", "Content-Length: 4"]],
  ["a length beside chunks", ["Content-Length: 3", "Transfer-Encoding: chunked"]],
  ["chunks that are not the last coding", ["Transfer-Encoding: chunked, identity"]],
])("a request whose end is ambiguous is refused before it reaches us: %s", async (_what, lines) => {
  const { port, seen } = await start();
  const answer = await ask(port, "POST /api/check HTTP/1.1", "Host: localhost", ...lines);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test("the server's own request for a page keeps what was judged already", async () => {
  const { port, seen } = await start();
  await ask(
    port,
    "GET / HTTP/1.1",
    "Host: localhost",
    "X-Forwarded-For: 9.9.9.9",
    `${MARK_HEADER}: ${requestMark()}`,
  );
  expect(seen[0]?.headers["x-forwarded-for"]).toBe("9.9.9.9");
});
