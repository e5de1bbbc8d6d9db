import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeAuthority } from "../../watched/testing/certificates";
import { eventually } from "../../testing/eventually";
import { post, retryAfter, type PostOptions } from "./post";
import { startReceiver } from "./testing/receiver";

async function started(...given: Parameters<typeof startReceiver>) {
  const made = await startReceiver(...given);
  onTestFinished(() => made.stop());
  return made;
}

const send = (url: string, options: PostOptions = {}) =>
  post({ method: "POST", url, headers: { "content-type": "application/json" }, body: '{"a":"é"}' }, options);

test("a request arrives whole, with its query, and the answer is told on one line", async () => {
  const { url, taken } = await started((response) => response.end("it\r\nis\u0000ok"));
  expect(await send(`${url}/hook?token=abc#part`)).toEqual({
    ok: true,
    says: `${new URL(url).host} answered 200: it is ok`,
  });
  expect(taken).toMatchObject([{ method: "POST", path: "/hook?token=abc", body: '{"a":"é"}' }]);
});

test.each([
  [500, true],
  [503, true],
  [429, true],
  [408, true],
  [400, false],
  [401, false],
  [404, false],
  [410, false],
])("an answer of %i may be tried again: %s", async (status, retry) => {
  const { url } = await started((response) => response.writeHead(status).end("no"));
  expect(await send(url)).toMatchObject({
    ok: false,
    retry,
    says: expect.stringContaining(`answered ${status}: no`),
  });
});

test("a Retry-After in seconds or as a date is taken over, up to an hour", async () => {
  const { url } = await started((response) => response.writeHead(429, { "retry-after": "30" }).end());
  expect(await send(url)).toMatchObject({ retry: true, retryAfterMs: 30_000 });
  const now = Date.parse("2026-11-30T12:00:00Z");
  expect(retryAfter("Mon, 30 Nov 2026 12:01:00 GMT", now)).toBe(60_000);
  expect(retryAfter("Mon, 30 Nov 2026 11:00:00 GMT", now)).toBe(0);
  expect(retryAfter("99999999999", now)).toBe(3_600_000);
  expect(retryAfter("soon", now)).toBeNull();
  expect(retryAfter(undefined, now)).toBeNull();
});

test("a redirect to an internal address is not followed", async () => {
  const inner = await started();
  const { url } = await started((response) => response.writeHead(307, { location: inner.url }).end());
  const result = await send(url);
  expect(result).toMatchObject({
    ok: false,
    retry: false,
    says: expect.stringContaining("a redirect, which is not followed"),
  });
  expect(inner.taken).toEqual([]);
});

test("of an answer without end no more than 64 kB are read, and its socket is destroyed", async () => {
  let sent = 0;
  const { url, sockets } = await started((response) => {
    const flood = () => {
      while (!response.destroyed && sent < 100 * 1024 * 1024) {
        sent += 65_536;
        if (!response.write(Buffer.alloc(65_536, "x"))) return;
      }
    };
    response.on("drain", flood);
    flood();
  });
  const result = await send(url);
  expect(result.ok).toBe(true);
  expect(result.says.length).toBeLessThan(400);
  await eventually(() => expect(sockets()).toBe(0));
  expect(sent).toBeLessThan(100 * 1024 * 1024);
});

test("a receiver that hangs, before its head or within its body, is given up and may be tried again", async () => {
  const mute = await started(() => undefined);
  expect(await send(mute.url, { limitMs: 300 })).toMatchObject({ ok: false, retry: true });
  const half = await started((response) => void response.writeHead(200).write("half"));
  expect(await send(half.url, { limitMs: 300 })).toMatchObject({ ok: false, retry: true });
  await eventually(() => expect(mute.sockets() + half.sockets()).toBe(0));
});

test("a receiver that hangs up or is down is told, and may be tried again", async () => {
  const { url, stop } = await startReceiver();
  await stop();
  expect(await send(url)).toMatchObject({
    ok: false,
    retry: true,
    says: expect.stringContaining("does not answer"),
  });
  const rude = await started((response) => response.destroy());
  expect(await send(rude.url)).toMatchObject({ ok: false, retry: true });
});

test("the networks setting is judged at the socket, and plain http goes to no public address", async () => {
  const { url, taken } = await started();
  expect(await send(url, { policy: new Set(["public", "private"]) })).toMatchObject({
    ok: false,
    retry: false,
  });
  expect(await send("http://169.254.169.254/latest")).toMatchObject({ ok: false, retry: false });
  expect(await send("http://192.0.2.1/")).toMatchObject({ ok: false, retry: false });
  const plain = await send("http://8.8.8.8/");
  expect(plain).toMatchObject({ ok: false, retry: false, says: expect.stringContaining("Use https://") });
  expect(taken).toEqual([]);
});

test("the certificate of a receiver is verified", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-post-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const authority = makeAuthority(folder);
  const { certificate: cert, key } = authority.issue("DNS:localhost,IP:127.0.0.1");
  const server = createServer({ cert, key }, (request, response) => {
    request.resume();
    response.end("secure");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const url = `https://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`;
  expect(await send(url, { ca: authority.certificate })).toMatchObject({ ok: true });
  expect(await send(url)).toMatchObject({ ok: false, says: expect.stringMatching(/certificate/i) });
});

test("the caller's signal ends it with the caller's reason", async () => {
  const { url } = await started(() => undefined);
  const ending = new AbortController();
  const sending = send(url, { signal: ending.signal });
  ending.abort(new Error("shutting down"));
  await expect(sending).rejects.toThrow("shutting down");
});
