import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { includesScope, TOKEN_SCOPES } from "@/lib/accounts/api-token";
import { API_ENDPOINTS } from "@/lib/api-v1";
import { followCheck } from "@/lib/api-v1/check";
import { problemSchema } from "@/lib/api-v1/problem";
import { aDatabaseInput } from "@/lib/databases/fixture";
import type { CheckEvent } from "@/lib/databases/visit";
import { methodsOf } from "@/lib/http/routes";
import { forgetAuth } from "../auth/auth";
import { sessionOf } from "../auth/session";
import { system } from "../context";
import { addDatabase } from "../databases/create";
import { stopMonitor } from "../monitor-link";
import { forgetKeys } from "../secrets/keys";
import { db } from "../store/db";
import { apiTokens, auditEvents, session, signInLimits } from "../store/schema";
import { startTestStore, type TestStore } from "../store/testing";
import { forgetTokenLimits } from "../tokens/refusals";
import { revokeToken } from "../tokens/revoke";
import { hashOfToken } from "../tokens/secret";
import { Feed } from "../visits/feed";
import { apiLines } from "./route";
import { apiRoutes, type ApiRoute } from "./testing/api";
import { tokenMaker } from "./testing/tokens";

const OTHER = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";

let store: TestStore;
let routes: ApiRoute[];
let maker: Awaited<ReturnType<typeof tokenMaker>>;
beforeAll(async () => {
  store = await startTestStore();
  vi.stubEnv("DATABASE_URL", store.url);
  vi.stubEnv("HEADROOM_SECRET", "a secret that is long enough for a test");
  routes = await apiRoutes();
  maker = await tokenMaker();
});
afterAll(async () => {
  await stopMonitor();
  vi.unstubAllEnvs();
  forgetKeys();
  forgetAuth();
  forgetTokenLimits();
  await store.stop();
});
afterEach(async () => {
  await db().delete(signInLimits);
});

type Sent = {
  token?: string;
  body?: unknown;
  text?: string;
  query?: string;
  headers?: Record<string, string>;
  params?: object;
};

async function send({ route, method, handler }: ApiRoute, sent: Sent = {}) {
  const text = sent.text ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const request = new Request(`http://localhost${route.replaceAll(/\[\w+\]/g, OTHER)}${sent.query ?? ""}`, {
    method,
    headers: {
      "content-type": "application/json",
      ...(sent.token !== undefined && { authorization: `Bearer ${sent.token}` }),
      ...sent.headers,
    },
    ...(text !== undefined && { body: text }),
  });
  const params = Object.fromEntries([...route.matchAll(/\[(\w+)\]/g)].map(([, name]) => [name, OTHER]));
  // As Next has it: none for an address without a variable part.
  const all = route.includes("[") ? { ...params, ...sent.params } : undefined;
  return handler(request, { params: Promise.resolve(all) });
}

/** Returns the problem document of an answer, as its schema has it. */
async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.strict().parse(await response.json());
  expect(problem.status).toBe(response.status);
  expect(problem.type).toMatch(/^\/docs\/api-reference#[a-z-]+$/);
  expect(JSON.stringify(problem)).not.toMatch(/\bat .*\.ts|node_modules|hdr_[\w-]{8}/);
  return problem;
}

const routeOf = (id: string): ApiRoute => {
  const found = routes.find(({ endpoint }) => endpoint?.id === id);
  if (found === undefined) throw new Error(`No route has the endpoint ${id}.`);
  return found;
};
const pointers = (problem: Awaited<ReturnType<typeof problemOf>>) =>
  (problem.errors ?? []).map((error) => `${error.in} ${error.pointer}`);

test("each route is an endpoint of the list, at its own address and method, and each endpoint has a route", () => {
  const declared = API_ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort();
  const found = routes.flatMap(({ endpoint, route, method }) => {
    if (endpoint !== null) expect(`${method} ${route}`).toBe(`${endpoint.method} ${endpoint.path}`);
    return endpoint === null ? [] : [`${method} ${route}`];
  });
  expect(found.sort()).toEqual(declared);
  const open = routes.filter(({ endpoint }) => endpoint === null).map(({ route }) => route);
  expect([...new Set(open)]).toEqual(["/api/v1/[...path]", "/api/v1/openapi.json"]);
});

test("each route answers no token, a malformed, an unknown, an expired and a revoked one with 401, and a scope that is too small with 403", async () => {
  const tokens = {
    read: await maker.token("read"),
    check: await maker.token("check"),
    run: await maker.token("run"),
  };
  const [expired, revoked] = [await maker.token("run"), await maker.token("run")];
  const change = (token: string, values: Partial<typeof apiTokens.$inferInsert>) =>
    db()
      .update(apiTokens)
      .set(values)
      .where(eq(apiTokens.tokenHash, hashOfToken(token)));
  await change(expired, { expiresAt: new Date(0) });
  await change(revoked, { revokedAt: new Date() });
  const bad = { none: undefined, malformed: "hdr_x", unknown: `hdr_${"a".repeat(43)}`, expired, revoked };
  let walked = 0;
  for (const route of routes) {
    if (route.endpoint === null) continue;
    const { scope: needed, id } = route.endpoint;
    await db().delete(signInLimits);
    for (const [name, token] of Object.entries(bad)) {
      const response = await send(route, { ...(token !== undefined && { token }) });
      expect(response.status, `${id} ${name}`).toBe(401);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer /);
      expect(response.headers.get("ratelimit") !== null, `${id} ${name}`).toBe(token !== undefined);
      await problemOf(response);
    }
    for (const scope of TOKEN_SCOPES) {
      const response = await send(route, {
        token: tokens[scope],
        body: {},
        ...(route.method === "GET" && { body: undefined }),
      });
      const what = `${id} with ${scope}`;
      walked += 1;
      if (!includesScope(scope, needed)) {
        expect(response.status, what).toBe(403);
        expect(response.headers.get("www-authenticate"), what).toContain(`scope="${needed}"`);
        await problemOf(response);
      } else if (route.route.includes("[id]")) {
        // A database that is not here, or a body that is wrong.
        expect([404, 422], what).toContain(response.status);
        await problemOf(response);
      } else expect(response.status, what).toBe(200);
    }
  }
  expect(walked).toBe(API_ENDPOINTS.length * TOKEN_SCOPES.length);
});

test("a stream ends within seconds with the token that opened it, and says so", async () => {
  const token = await maker.token("check");
  const feed = new Feed<CheckEvent>();
  const follow = apiLines(followCheck, () => Promise.resolve(feed));
  const request = new Request("http://localhost/api/v1/databases", {
    headers: { authorization: `Bearer ${token}` },
  });
  const response = await follow(request, { params: Promise.resolve({ id: OTHER }) });
  expect(response.status).toBe(200);
  const [row] = await db()
    .select({ id: apiTokens.id })
    .from(apiTokens)
    .where(eq(apiTokens.tokenHash, hashOfToken(token)));
  await revokeToken(maker.ada, row?.id);
  expect(JSON.parse(await response.text())).toEqual({
    type: "error",
    message: expect.stringContaining("opens nothing any more"),
  });
});

test("no session opens the API, and no token is a session", async () => {
  const token = await maker.token("run");
  const userId = maker.ada.actor.kind === "user" ? maker.ada.actor.id : "";
  await db()
    .insert(session)
    .values({ id: "s", token: "session-token", userId, expiresAt: new Date(Date.now() + 60_000) });
  const cookie = "headroom.session_token=session-token";
  expect((await send(routeOf("listDatabases"), { headers: { cookie } })).status).toBe(401);
  for (const [name, value] of [
    ["authorization", `Bearer ${token}`],
    ["cookie", `headroom.session_token=${token}`],
  ] as const)
    expect(await sessionOf(new Headers({ host: "localhost", [name]: value }))).toBeNull();
});

test("an address that is none, and the document, answer without a token", async () => {
  const nothing = routes.filter(({ route }) => route === "/api/v1/[...path]");
  for (const route of nothing) {
    const response = await send(route);
    expect(response.status).toBe(404);
    await problemOf(response);
  }
  const document = routes.find(({ route }) => route === "/api/v1/openapi.json");
  if (document === undefined) throw new Error("There is no document.");
  expect(await (await send(document)).json()).toMatchObject({ openapi: "3.1.1" });
});

test("a path takes the methods of its endpoints alone", () => {
  for (const { path } of API_ENDPOINTS) {
    const own = API_ENDPOINTS.filter((endpoint) => endpoint.path === path).map(({ method }) => method);
    const expected = own.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
    expect(methodsOf(path.replaceAll(/\[\w+\]/g, OTHER), false).toSorted(), path).toEqual(
      expected.toSorted(),
    );
  }
});

test.each([
  ["?limit=x", ["query #/limit"]],
  ["?limit=0", ["query #/limit"]],
  ["?limit=201", ["query #/limit"]],
  ["?cursor=x", ["query #/cursor"]],
  [`?cursor=${Buffer.from('{"a":1}').toString("base64url")}`, ["query #/cursor"]],
  ["?page=2&order=name", ["query #/page", "query #/order"]],
  ["?cursor=%00", ["query #/cursor"]],
])("the query %s is refused by the name of its field", async (query, fields) => {
  const response = await send(routeOf("listDatabases"), { token: await maker.token("read"), query });
  expect(response.status).toBe(422);
  expect(pointers(await problemOf(response))).toEqual(fields);
});

test.each([
  [{}, ["body #/for"]],
  [[], ["body #"]],
  ["text", ["body #"]],
  [null, ["body #"]],
  [{ for: { kind: "everything" } }, ["body #/for/kind"]],
  [{ for: { kind: "ready", extra: 1 } }, ["body #/for/extra"]],
  [{ for: { kind: "ready" }, as: { user: "postgres", password: "x" } }, ["body #/as"]],
  [{ for: { kind: "checks", checks: [1] } }, ["body #/for/checks/0"]],
  [
    { for: { kind: "ready" }, choices: { strategy: "best", "a/b~c": 1 } },
    ["body #/choices/strategy", "body #/choices/a~1b~0c"],
  ],
  [{ for: { kind: "undo", run: "\0" } }, ["body #/for/run"]],
])("the body %j of a plan is refused by the names of its fields", async (body, fields) => {
  const response = await send(routeOf("planRepair"), { token: await maker.token("run"), body });
  expect(response.status).toBe(422);
  expect(pointers(await problemOf(response))).toEqual(fields);
});

test("a body of 10 MB, one that is no JSON, and one of another type are refused", async () => {
  const token = await maker.token("run");
  const statusOf = async (sent: Sent) => {
    const response = await send(routeOf("startRun"), { token, ...sent });
    await problemOf(response);
    return response.status;
  };
  expect(await statusOf({ body: { fingerprint: "x".repeat(10_000_000) } })).toBe(413);
  expect(await statusOf({ text: "{" })).toBe(422);
  expect(await statusOf({ text: "a=b", headers: { "content-type": "text/plain" } })).toBe(415);
});

test("a run without an Idempotency-Key, or with a malformed one, names the header", async () => {
  const token = await maker.token("run");
  const body = { for: { kind: "ready" }, fingerprint: "x", dry: true };
  for (const key of [null, "two words", "x".repeat(201)]) {
    const headers: Record<string, string> = key === null ? {} : { "idempotency-key": key };
    const response = await send(routeOf("startRun"), { token, body, headers });
    expect(response.status).toBe(422);
    expect(pointers(await problemOf(response))).toEqual(["header #/Idempotency-Key"]);
  }
});

test.each(["x", "0", "null", `${OTHER}0`, "__proto__", "%00"])("the id %j is nothing", async (id) => {
  for (const name of ["getDatabase", "getBudget", "getHistory", "followCheck", "listRuns", "getRun"]) {
    const response = await send(routeOf(name), { token: await maker.token("read"), params: { id } });
    expect(response.status, name).toBe(404);
    await problemOf(response);
  }
});

test("a token with groups sees their databases and their entries of the audit log alone", async () => {
  const [shop, bank] = [
    await addDatabase(system, { ...aDatabaseInput, name: "Shop", group: "shops" }),
    await addDatabase(system, { ...aDatabaseInput, name: "Bank", group: "banks" }),
  ];
  const token = await maker.token("run", { groups: ["shops"] });
  const listed = await (await send(routeOf("listDatabases"), { token })).json();
  expect(listed).toMatchObject({ items: [{ id: shop.id, name: "Shop", headroom: null }], next: null });
  for (const { endpoint, ...route } of routes) {
    if (endpoint === null || !endpoint.path.includes("[id]")) continue;
    const body = {
      for: { kind: "ready" },
      ...(endpoint.takesKey === true && { fingerprint: "x", dry: true }),
    };
    const response = await send(
      { ...route, endpoint },
      {
        token,
        params: { id: bank.id },
        headers: { "idempotency-key": "k" },
        ...(route.method === "POST" && { body }),
      },
    );
    expect(response.status, endpoint.id).toBe(404);
  }
  const log = await (await send(routeOf("exportAuditLog"), { token })).text();
  expect(log).toContain("make a token");
  expect(log).not.toContain("Bank");
});

test("a list is read in pages that lose and repeat nothing, in the order of names", async () => {
  for (const name of ["c", "a", "b", "B", "d"]) await addDatabase(system, { ...aDatabaseInput, name });
  const token = await maker.token("read");
  const names: string[] = [];
  let query: string | null = "?limit=2";
  while (query !== null) {
    const page = await (await send(routeOf("listDatabases"), { token, query })).json();
    expect(page.items.length).toBeLessThanOrEqual(2);
    names.push(...page.items.map(({ name }: { name: string }) => name));
    query = page.next === null ? null : `?limit=2&cursor=${page.next}`;
  }
  expect(names).toEqual([...names].sort());
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(["a", "b", "B", "c", "d"]));
});

test("an export of the audit log from the beginning is an entry of its own; what follows it is none", async () => {
  const token = await maker.token("read", { name: "SIEM" });
  const exportsOf = () => db().$count(auditEvents, eq(auditEvents.action, "export the audit log"));
  const before = await exportsOf();
  const page = await (await send(routeOf("exportAuditLog"), { token, query: "?limit=1" })).json();
  expect(await exportsOf()).toBe(before + 1);
  const next = await send(routeOf("exportAuditLog"), { token, query: `?limit=1&cursor=${page.next}` });
  const [second] = (await next.json()).items;
  await send(routeOf("exportAuditLog"), { token, query: `?after=${second.id}` });
  expect(await exportsOf()).toBe(before + 1);
  const [entry] = await db()
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.action, "export the audit log"))
    .orderBy(auditEvents.id)
    .offset(before);
  expect(entry).toMatchObject({ userName: "token SIEM", userId: null, userRef: expect.any(String) });
  expect(second.id).toBeGreaterThan(page.items[0].id);
});
