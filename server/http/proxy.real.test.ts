import "next/dist/server/node-environment-baseline";
import { adapter } from "next/dist/server/web/adapter";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { proxy } from "../../proxy";
import { returnCookie } from "@/lib/http/return-path";
import { MARK_HEADER, requestMark } from "./mark";

const HOST = "http://headroom.example";
const headers = { [MARK_HEADER]: requestMark() };

/** Answers a request as Next runs the proxy. */
async function answerTo(path: string, more: Record<string, string> = {}): Promise<Response> {
  const { response } = await adapter({
    handler: (request: NextRequest) => Promise.resolve(proxy(request)),
    page: "/proxy",
    request: {
      url: `${HOST}${path}`,
      method: "GET",
      headers: { ...headers, ...more },
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
  expect(cookie).toContain(
    `${returnCookie(false)}=${encodeURIComponent("/databases/1/connections?at=2026")}`,
  );
  expect(cookie).toMatch(/HttpOnly/i);
});

test("over TLS that cookie is bound to its host", async () => {
  const answer = await answerTo("/sign-in?to=%2Fteam", { "x-forwarded-proto": "https" });
  expect(answer.headers.get("set-cookie")).toMatch(/^__Host-headroom\.return=%2Fteam;.*Path=\/;.*Secure;/i);
});

test("a foreign address is not kept", async () => {
  const answer = await answerTo(`/sign-in?to=${encodeURIComponent("https://evil.example/")}`);
  expect(answer.headers.get("set-cookie")).toContain(`${returnCookie(false)}=%2F;`);
});

test("a page passes with its policy, and a request without the mark of the filter does not", async () => {
  const passed = await answerTo("/team");
  const policyOf = ({ headers: sent }: Response) => sent.get("content-security-policy") ?? "";
  const nonceOf = (answer: Response) => /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? "";
  expect(policyOf(passed)).toMatch(/object-src 'none'.*frame-ancestors 'none'.*base-uri 'none'/);
  expect(Buffer.from(nonceOf(passed), "base64")).toHaveLength(16);
  expect(nonceOf(await answerTo("/team"))).not.toBe(nonceOf(passed));
  const unmarked = proxy(new NextRequest(`${HOST}/team`));
  expect(unmarked.status).toBe(503);
});
