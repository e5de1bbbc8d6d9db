import "next/dist/server/node-environment-baseline";
import { adapter } from "next/dist/server/web/adapter";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { proxy } from "../../proxy";
import { RETURN_COOKIE } from "@/lib/http/return-path";
import { MARK_HEADER, requestMark } from "./mark";

const HOST = "http://headroom.example";
const headers = { [MARK_HEADER]: requestMark() };

/** Answers a request as Next runs the proxy. */
async function answerTo(path: string): Promise<Response> {
  const { response } = await adapter({
    handler: (request: NextRequest) => Promise.resolve(proxy(request)),
    page: "/proxy",
    request: {
      url: `${HOST}${path}`,
      method: "GET",
      headers,
      nextConfig: {},
      signal: new AbortController().signal,
    },
  } as Parameters<typeof adapter>[0]);
  return response;
}

test("a sign-in that leads back to a page keeps its path in a cookie, and has a plain address", async () => {
  const answer = await answerTo(`/sign-in?to=${encodeURIComponent("/databases/1/connections?at=2026")}`);
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe("/sign-in");
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toContain(`${RETURN_COOKIE}=${encodeURIComponent("/databases/1/connections?at=2026")}`);
  expect(cookie).toMatch(/HttpOnly/i);
});

test("a foreign address is not kept", async () => {
  const answer = await answerTo(`/sign-in?to=${encodeURIComponent("https://evil.example/")}`);
  expect(answer.headers.get("set-cookie")).toContain(`${RETURN_COOKIE}=%2F;`);
});

test("a page passes with its policy, and a request without the mark of the filter does not", async () => {
  const passed = await answerTo("/team");
  expect(passed.headers.get("content-security-policy")).toMatch(/nonce-/);
  const unmarked = proxy(new NextRequest(`${HOST}/team`));
  expect(unmarked.status).toBe(503);
});
