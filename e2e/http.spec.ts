import { readFileSync } from "node:fs";
import path from "node:path";
import { ADA } from "./support/account";
import { enter } from "./support/enter";
import { makeDataFolder, startHeadroom } from "./support/headroom";
import { rawRequest } from "./support/raw-request";
import { expect, test } from "./support/test";
import { ROUTE_METHODS } from "../lib/http/routes";

const ID = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "PURGE"];
const PAGES = [
  "/",
  "/team",
  "/activity",
  "/troubleshoot",
  "/errors",
  "/errors/too-many-connections",
  "/sign-in",
  "/setup",
  "/databases/new",
  `/databases/${ID}`,
  "/nothing",
];
/** Event streams without an end, and what ends the session of this walk: only their other methods are walked. */
const NOT_CALLED = ["/api/live", "/api/databases/[id]/live", "/api/sign-out"];

const pathOf = (route: string) => route.replace("[checkId]", "x.y").replaceAll(/\[\w+\]/g, ID);

let cookie = "";
test.beforeAll(async ({ browser, headroom }) => {
  const context = await browser.newContext();
  await enter(await context.newPage(), headroom);
  cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await context.close();
});

test("each route answers each method, with Allow where it does not take it, and never with 500", async ({
  headroom,
}) => {
  const origin = new URL(headroom.address).origin;
  const routes: [string, readonly string[]][] = [
    ...ROUTE_METHODS.map(([route, methods]): [string, readonly string[]] => [route, methods]),
    ...PAGES.map((page): [string, readonly string[]] => [page, ["GET", "HEAD"]]),
    ["/icon.svg", ["GET", "HEAD"]],
    ["/_next/static/nothing.js", ["GET", "HEAD"]],
  ];
  for (const [route, methods] of routes)
    for (const method of METHODS) {
      if (methods.includes(method) && NOT_CALLED.includes(route)) continue;
      const answer = await rawRequest(headroom.port, [
        `${method} ${pathOf(route)} HTTP/1.1`,
        `Host: localhost:${headroom.port}`,
        `Origin: ${origin}`,
        `Cookie: ${cookie}`,
      ]);
      const what = `${method} ${route}`;
      expect(answer.status, what).toBeLessThan(500);
      expect(answer.headers.get("x-content-type-options"), what).toMatch(/^nosniff/);
      expect(answer.headers.get("x-request-id"), what).toMatch(/^[0-9a-f-]{36}$/);
      if (methods.includes(method)) expect(answer.status, what).not.toBe(405);
      else {
        expect(answer.status, what).toBe(405);
        expect(answer.headers.get("allow"), what).toBe(methods.join(", "));
      }
    }
});

const malformed = [
  "x",
  "0",
  "-1",
  "null",
  "__proto__",
  "constructor",
  "toString",
  `${ID}0`,
  ID.slice(1),
  `${ID}%00`,
  "%00",
  "%",
  "%zz",
  "%ED%A0%80",
  "%c0%ae%c0%ae",
  "..%2f..%2fetc",
  "%0d%0aX-Injected:%201",
  "a".repeat(8000),
  "%F0%9F%90%98",
  "'%20OR%201=1--",
  "[id]",
];

/** Routes of links with a token: they lead on whatever the token is, and the page behind says what became of it. */
const LINKS = ["/invite/[token]", "/reset/[token]"];
/** Routes that a session does not open: server/api/routes.real.test.ts sends them malformed ids with a token. */
const TOKENS_ONLY = "/api/v1/";

test("a malformed id is not found, in the addresses of pages and of the API alike", async ({ headroom }) => {
  const origin = new URL(headroom.address).origin;
  const places = [
    ...["", "/connections", "/tables", "/readiness", "/history", "/repair", "/settings"].map(
      (page) => (id: string) => `GET /databases/${id}${page}`,
    ),
    ...ROUTE_METHODS.filter(
      ([route]) => route.includes("[") && !LINKS.includes(route) && !route.startsWith(TOKENS_ONLY),
    ).map(
      ([route, methods]) =>
        (id: string) =>
          `${methods[0]} ${route.split(/\[\w+\]/).reduce((path, part, index) => `${path}${index === 1 ? id : ID}${part}`)}`,
    ),
  ];
  expect(places.length).toBeGreaterThan(15);
  for (const place of places)
    for (const id of malformed) {
      const body = place(id).startsWith("POST") ? JSON.stringify({ for: { kind: "ready" } }) : "";
      const answer = await rawRequest(
        headroom.port,
        [
          `${place(id)} HTTP/1.1`,
          `Host: localhost:${headroom.port}`,
          `Origin: ${origin}`,
          `Cookie: ${cookie}`,
          ...(body === "" ? [] : ["Content-Type: application/json"]),
        ],
        body,
      );
      expect(answer.status, place(id).slice(0, 120)).toBe(404);
      expect(answer.headers.get("x-injected")).toBeNull();
    }
});

test("a link with a malformed token leads to the page that says so, and to no other address", async ({
  headroom,
}) => {
  const ask = (path: string) =>
    rawRequest(headroom.port, [`GET ${path} HTTP/1.1`, `Host: localhost:${headroom.port}`]);
  for (const route of LINKS) {
    const answer = await ask(route.replace("[token]", "x"));
    expect(answer.status, route).toBe(307);
    expect(answer.headers.get("location"), route).toBe(route.replace("/[token]", ""));
    const injected = await ask(route.replace("[token]", "%0d%0aX-Injected:%201"));
    expect(injected.status, route).toBe(404);
    expect(injected.headers.get("x-injected")).toBeNull();
  }
});

test("a server under an unknown name is refused in plain text, pages, API and static files alike", async ({
  headroom,
}) => {
  const own = ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.9.9.9", "[::1]", "a.localhost"];
  const other = [
    "evil.example",
    "localhost.evil.example",
    "10.0.0.1",
    "0.0.0.0",
    "127.1",
    "[fd00::1]",
    "example.com",
  ];
  const broken = ["localhost@evil.example", "localhost, evil.example", "::1", "localhost:x"];
  for (const path of [
    "/sign-in",
    "/api/databases",
    "/icon.svg",
    "/_next/static/x.js",
    "/healthz",
    "/nothing",
  ]) {
    const ask = (host: string) => rawRequest(headroom.port, [`GET ${path} HTTP/1.1`, `Host: ${host}`]);
    for (const name of own) {
      const answer = await ask(`${name}:${headroom.port}`);
      expect([200, 401, 404], `${name} ${path}`).toContain(answer.status);
    }
    for (const name of other) {
      // A probe asks for the server's health by an address.
      const isProbe = path === "/healthz" && /^[\d.]+$|^\[/.test(name) && name !== "127.1";
      const answer = await ask(`${name}:${headroom.port}`);
      expect(answer.status, `${name} ${path}`).toBe(isProbe ? 200 : 421);
      if (!isProbe) expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    }
    for (const name of broken) expect((await ask(name)).status, `${name} ${path}`).toBe(400);
  }
  const twice = ["GET /sign-in HTTP/1.1", "Host: localhost", "Host: evil.example"];
  expect((await rawRequest(headroom.port, twice)).status).toBe(400);
  expect((await rawRequest(headroom.port, ["GET /sign-in HTTP/1.0"])).status).toBe(400);
  const absolute = (target: string) =>
    rawRequest(headroom.port, [`GET ${target} HTTP/1.1`, `Host: localhost:${headroom.port}`]);
  expect((await absolute(`http://localhost:${headroom.port}/sign-in`)).status).toBe(200);
  expect((await absolute("http://evil.example/sign-in")).status).toBe(400);
});

test("there is no image optimiser, and a socket that wants to be upgraded is closed", async ({
  headroom,
}) => {
  const host = `Host: localhost:${headroom.port}`;
  const image = "/_next/image?url=%2Ficon.svg&w=64&q=75";
  expect((await rawRequest(headroom.port, [`GET ${image} HTTP/1.1`, host])).status).toBe(404);
  const upgraded = await rawRequest(headroom.port, [
    "GET /api/live HTTP/1.1",
    "Host: evil.example",
    "Upgrade: websocket",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
  ]);
  expect(upgraded.status).not.toBe(101);
});

test("a NUL in whatever is sent is refused with a text", async ({ headroom }) => {
  const origin = new URL(headroom.address).origin;
  const head = (line: string) => [
    `${line} HTTP/1.1`,
    `Host: localhost:${headroom.port}`,
    `Origin: ${origin}`,
    `Cookie: ${cookie}`,
  ];
  for (const query of ["text", "person", "action", "database", "from"]) {
    const api = await rawRequest(headroom.port, head(`GET /api/activity?${query}=a%00b`));
    expect(api.status, query).toBe(422);
    expect(api.body).toMatch(/NUL|character|day/);
    const page = await rawRequest(headroom.port, head(`GET /activity?${query}=a%00b`));
    expect(page.status, query).toBe(200);
  }
  const sent = JSON.stringify({ name: "a\0b", host: "h", port: 5432 });
  const answer = await rawRequest(
    headroom.port,
    [...head("POST /api/connection-test"), "Content-Type: application/json"],
    sent,
  );
  expect(answer.status).toBe(422);
  expect(answer.body).toContain("NUL");
});

test("a connection is kept longer than a load balancer reuses it", async ({ page, headroom }) => {
  const ask = () => page.request.get(new URL("/healthz", headroom.address).href);
  await ask();
  expect((await ask()).headers()["keep-alive"]).toBe("timeout=620");
});

/** Returns the id by which Next's own code calls a server action. */
function actionId(name: string): string {
  const manifest: unknown = JSON.parse(
    readFileSync(path.join(process.cwd(), ".next/server/server-reference-manifest.json"), "utf8"),
  );
  const node = typeof manifest === "object" && manifest !== null && "node" in manifest ? manifest.node : null;
  const [id] =
    Object.entries(node ?? {}).find(([, action]) =>
      JSON.stringify(action).includes(`"exportedName":"${name}"`),
    ) ?? [];
  if (id === undefined) throw new Error(`There is no server action ${name}.`);
  return id;
}

test("behind a proxy that passes its own Host the actions work with HEADROOM_URL set, and the cookies are bound to the host", async () => {
  const { dataDir, remove } = makeDataFolder();
  const url = "https://headroom.example.com";
  const headroom = await startHeadroom(dataDir, undefined, { HEADROOM_URL: url });
  try {
    const token = new URL(headroom.address);
    expect(token.origin).toBe(url);
    const head = (line: string, ...more: string[]) => [
      `${line} HTTP/1.1`,
      `Host: 127.0.0.1:${headroom.port}`,
      ...more,
    ];
    const letIn = await rawRequest(headroom.port, head(`GET ${token.pathname}${token.search}`));
    const setup = letIn.headers.get("set-cookie") ?? "";
    expect(setup).toMatch(/^__Host-headroom\.setup=[^;]+;.*Secure/);
    expect(letIn.headers.get("strict-transport-security")).toBe("max-age=31536000");
    const call = (origin: string) =>
      rawRequest(
        headroom.port,
        head(
          "POST /setup",
          `Cookie: ${setup.split(";")[0]}`,
          `Next-Action: ${actionId("makeAdmin")}`,
          "Content-Type: text/plain;charset=UTF-8",
          ...(origin === "" ? [] : [`Origin: ${origin}`]),
        ),
        JSON.stringify([ADA]),
      );
    for (const origin of ["https://evil.example", "http://headroom.example.com", "null", ""])
      expect((await call(origin)).status, origin).toBe(403);
    const made = await call(url);
    expect(made.headers.get("x-action-redirect")).toMatch(/^\/;/);
    const session = made.headers.get("set-cookie") ?? "";
    expect(session).toMatch(/__Host-headroom\.session_token=[^;]+;.*Secure/);
    const [, cookieOfSession = ""] = /(__Host-headroom\.session_token=[^;]+)/.exec(session) ?? [];
    expect(
      (await rawRequest(headroom.port, head("GET /api/databases", `Cookie: ${cookieOfSession}`))).status,
    ).toBe(200);
  } finally {
    await headroom.stop();
    remove();
  }
});
