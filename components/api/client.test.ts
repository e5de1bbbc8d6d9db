import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { DATABASE, NONE } from "@/lib/api/endpoint";
import { ApiClient } from "./client";
import { isGone, isSignedOut, Refused } from "./refused";
import { answerJson, startHttpServer } from "./testing/http-server";

const ID = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";
const answer = z.object({ count: z.number() });
const reading = {
  method: "GET",
  path: "/api/databases/[id]/things/[name]",
  params: DATABASE.extend({ name: z.string() }),
  query: z.object({ range: z.string().optional() }),
  body: NONE,
  answer,
} as const;
const posting = {
  method: "POST",
  path: "/api/things",
  params: NONE,
  query: NONE,
  body: z.object({ say: z.string() }),
  answer,
} as const;
const call = { params: { id: ID, name: "a b/c?" }, query: { range: "day" } };

/** Returns the error that a call ends with. */
const errorOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );
async function gathered<Value>(events: AsyncIterable<Value>): Promise<Value[]> {
  const found: Value[] = [];
  for await (const event of events) found.push(event);
  return found;
}

test("a read goes to its own address, is kept by no cache and is parsed by the endpoint's schema", async () => {
  const { origin, requests } = await startHttpServer((_request, response) =>
    answerJson(response, 200, { count: 7, more: "left out" }),
  );
  expect(await new ApiClient(origin).json(reading, call)).toEqual({ count: 7 });
  expect(requests[0]).toMatchObject({
    method: "GET",
    url: `/api/databases/${ID}/things/a%20b%2Fc%3F?range=day`,
    headers: { "cache-control": "no-cache" },
  });
});

test("a POST sends its body as JSON", async () => {
  const bodies: string[] = [];
  const { origin, requests } = await startHttpServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(body);
      answerJson(response, 200, { count: 1 });
    });
  });
  await new ApiClient(origin).json(posting, { body: { say: "ü" } });
  expect(bodies).toEqual(['{"say":"ü"}']);
  expect(requests[0]).toMatchObject({ method: "POST", headers: { "content-type": "application/json" } });
});

describe("a refusal", () => {
  const refusedWith = async (status: number, body: unknown, headers: Record<string, string> = {}) => {
    const { origin } = await startHttpServer((_request, response) =>
      answerJson(response, status, body, headers),
    );
    return errorOf(new ApiClient(origin).json(reading, call));
  };
  const SAID = { message: "Look again.", fields: { as: "Unknown." } };

  test.each([
    [403, "not allowed"],
    [404, "not found"],
    [409, "conflict"],
    [422, "refused"],
    [413, "refused"],
    [429, "too many"],
    [503, "failed"],
    [507, "failed"],
  ])("with status %s keeps the server's text and its fields, and is %s", async (status, kind) => {
    const error = await refusedWith(status, SAID);
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ message: "Look again.", kind, refusal: SAID, method: "GET" });
    expect(isGone(error)).toBe(status === 404);
  });

  test("because the session is over says where to sign in, and that what was typed stays", async () => {
    const error = await refusedWith(401, { message: "You are not signed in.", fields: {} });
    expect(isSignedOut(error)).toBe(true);
    expect(error).toMatchObject({ message: expect.stringMatching(/another tab.*typed here stays/) });
  });

  test("without a text of ours says which status it had, and names the request", async () => {
    const error = await refusedWith(502, "<html>", { "x-request-id": "4b1f7c2e-90ab" });
    expect(error).toMatchObject({ message: expect.stringMatching(/502.*Request 4b1f7c2e-90ab\.$/) });
  });

  test("with Retry-After says how long to wait, in seconds or as a date", async () => {
    const error = await refusedWith(429, null, { "retry-after": "90" });
    expect(error).toMatchObject({ retryAfterMs: 90_000, message: expect.stringContaining("in 90 seconds") });
    const at = new Date(Date.now() + 3_600_000).toUTCString();
    const dated = await refusedWith(429, null, { "retry-after": at });
    expect(dated instanceof Refused && (dated.retryAfterMs ?? 0) > 3_000_000).toBe(true);
    expect(await refusedWith(429, null, { "retry-after": "soon" })).toMatchObject({ retryAfterMs: null });
  });
});

test("a server that is away, one that breaks off, and an answer of another form are three failures with a text each", async () => {
  const { origin, stop } = await startHttpServer((request, response) => {
    if (request.url?.startsWith("/api/things")) return answerJson(response, 200, { count: "many" });
    response.writeHead(200, { "content-length": "1000" });
    response.write('{"count":');
    setImmediate(() => response.destroy());
  });
  const api = new ApiClient(origin);
  expect(await errorOf(api.json(reading, call))).toMatchObject({ name: "Refused", kind: "broken off" });
  expect(await errorOf(api.json(posting, { body: { say: "" } }))).toMatchObject({ kind: "unreadable" });
  stop();
  const away = await errorOf(api.json(reading, call));
  expect(away).toMatchObject({ kind: "unreachable", message: expect.stringContaining("did not answer") });
});

test("a call that is ended by its signal rejects with the signal's reason, before and during the answer", async () => {
  const leaving = new AbortController();
  const { origin } = await startHttpServer((_request, response) => {
    response.writeHead(200).write('{"count":1}\n');
  });
  const api = new ApiClient(origin);
  expect(await errorOf(api.json(reading, { ...call, signal: AbortSignal.abort() }))).toMatchObject({
    name: "AbortError",
  });
  const events = api.events(reading, { ...call, signal: leaving.signal });
  expect(await events.next()).toEqual({ done: false, value: { count: 1 } });
  leaving.abort();
  expect(await errorOf(events.next())).toMatchObject({ name: "AbortError" });
});

test("events come as they are sent, cut anywhere, and one of another form is left out", async () => {
  const { origin } = await startHttpServer((_request, response) => {
    const bytes = Buffer.from('{"count":1}\n{"no":1}\nno JSON\n{"count":2,"say":"ü"}\n{"count":3}');
    for (let at = 0; at < bytes.length; at += 1) response.write(bytes.subarray(at, at + 1));
    response.end();
  });
  const api = new ApiClient(origin);
  expect(await gathered(api.events(reading, call))).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
  expect(await api.lines(reading, call)).toEqual([{ count: 1 }, { count: 2 }, { count: 3 }]);
});

test("a stream of events that breaks off is a failure, one that its reader leaves is closed", async () => {
  let closed = 0;
  const { origin } = await startHttpServer((_request, response, times) => {
    response.on("close", () => (closed += 1));
    response.writeHead(200).write('{"count":1}\n');
    if (times === 0) setImmediate(() => response.destroy());
  });
  const api = new ApiClient(origin);
  expect(await errorOf(gathered(api.events(reading, call)))).toMatchObject({ kind: "broken off" });
  const before = closed;
  for await (const event of api.events(reading, call)) {
    expect(event).toEqual({ count: 1 });
    break;
  }
  await expect.poll(() => closed).toBe(before + 1);
});

test("the page learns that its session is over from any answer, and that it is back from the next one that is none", async () => {
  const statuses = [200, 401, 503, 404, 200];
  const { origin } = await startHttpServer((_request, response, times) =>
    answerJson(response, statuses[times] ?? 500, { count: 1 }),
  );
  const api = new ApiClient(origin);
  let told = 0;
  const leave = api.session.subscribe(() => (told += 1));
  const seen: boolean[] = [];
  for (const _status of statuses) {
    await errorOf(api.json(reading, call));
    seen.push(api.session.isOver());
  }
  // What failed or is not there says nothing of the session.
  expect(seen).toEqual([false, true, true, true, false]);
  expect(told).toBe(2);
  leave();
});
