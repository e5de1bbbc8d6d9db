import { describe, expect, test } from "vitest";
import { trustedProxiesSchema } from "../forwarded";
import { judgeRequest, type IncomingHead, type ServerRules } from "./request-rules";

const ID = "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13";
const open: ServerRules = { url: "https://headroom.example.com", trusted: [], listensOn: null };
const proxied: ServerRules = { ...open, trusted: trustedProxiesSchema.parse("10.0.0.2") };

function ask(
  { host = "localhost:3000", ...head }: Partial<IncomingHead> & { host?: string | null } = {},
  rules = open,
) {
  const headers = { ...(host === null ? {} : { host }), ...head.headers };
  const rawHeaders = Object.entries(headers).flat().map(String);
  return judgeRequest({ method: "GET", url: "/", rawHeaders, peer: "127.0.0.1", ...head, headers }, rules);
}
const statusOf = (...input: Parameters<typeof ask>) => {
  const verdict = ask(...input);
  return "status" in verdict ? verdict.status : 200;
};

describe("a Host header", () => {
  test.each([
    "localhost",
    "localhost:3000",
    "LOCALHOST:3000",
    "localhost.:3000",
    "headroom.localhost",
    "127.0.0.1:3000",
    "127.8.9.10",
    "[::1]:3000",
    "[::1]",
    "[0:0:0:0:0:0:0:1]:3000",
    "[::ffff:127.0.0.1]:3000",
    "headroom.example.com",
    "Headroom.Example.COM",
    "headroom.example.com.",
    "headroom.example.com:443",
    "headroom.example.com:8443",
  ])("%j is ours", (host) => {
    expect(statusOf({ host })).toBe(200);
  });

  test.each([
    "evil.example",
    "evil.example:3000",
    "headroom.example.com.evil.example",
    "evil-headroom.example.com",
    "example.com",
    "localhost.evil.example",
    "localhost.localdomain",
    "evillocalhost",
    "0.0.0.0:3000",
    "10.0.0.5:3000",
    "192.168.1.5",
    "169.254.169.254",
    "127.1",
    "2130706433",
    "0x7f000001",
    "[::]:3000",
    "[fd00::1]:3000",
    "[::ffff:10.0.0.1]",
    "127.0.0.1.nip.io",
  ])("%j is another's", (host) => {
    expect(statusOf({ host })).toBe(421);
  });

  test.each([
    "",
    " ",
    ":3000",
    "localhost:",
    "localhost:65536",
    "localhost:http",
    "localhost:3000:3000",
    "localhost@evil.example",
    "user:password@localhost",
    "localhost/evil.example",
    "localhost?x",
    "localhost#x",
    "localhost evil.example",
    "localhost,evil.example",
    "localhost\\evil.example",
    "[::1",
    "::1",
    "[localhost]",
    "[::1%lo]",
    "..",
    "localhost..",
    "löcalhost",
    "%6cocalhost",
    "http://localhost",
  ])("%j is malformed", (host) => {
    expect(statusOf({ host })).toBe(400);
  });

  test("is needed, and there is one of it", () => {
    expect(statusOf({ host: null })).toBe(400);
    expect(statusOf({ rawHeaders: ["Host", "localhost", "host", "evil.example"] })).toBe(400);
  });

  test("with an address that is not ours passes where a machine asks for the server's health or metrics", () => {
    expect(statusOf({ host: "10.1.2.3:3000", url: "/healthz" })).toBe(200);
    expect(statusOf({ host: "10.1.2.3:3000", url: "/metrics" })).toBe(200);
    expect(statusOf({ host: "evil.example", url: "/healthz" })).toBe(421);
  });

  test("with the address that the server listens on is ours", () => {
    expect(statusOf({ host: "192.168.1.5:3000" }, { ...open, listensOn: "192.168.1.5" })).toBe(200);
  });
});

test("a target in absolute form is taken for the host of the Host header only", () => {
  expect(ask({ url: "http://localhost:3000/team?a=b" })).toMatchObject({ url: "/team?a=b" });
  expect(ask({ url: "http://localhost:3000" })).toMatchObject({ url: "/" });
  expect(statusOf({ url: "http://evil.example/team" })).toBe(400);
  expect(statusOf({ url: "ftp://localhost:3000/" })).toBe(400);
  expect(statusOf({ url: "*" })).toBe(400);
});

test.each([
  "//evil.example/x",
  "/\\evil.example",
  "/databases/%00",
  "/api/%zz",
  "/%",
  "/%ED%A0%80",
  "/%0d%0aSet-Cookie:x",
])("nothing is at %j", (url) => {
  expect(statusOf({ url })).toBe(404);
});

test.each([
  "x",
  "__proto__",
  "constructor",
  "1",
  `${ID}x`,
  `${ID.slice(0, -1)}`,
  "%2e%2e",
  "a".repeat(5000),
  "new2",
])("the page of a database whose id is %j is the not-found page", (id) => {
  expect(ask({ url: `/databases/${id}/connections?x=1` })).toMatchObject({ url: "/not-found" });
});

test.each([`/databases/${ID}`, `/databases/${ID}/repair?for=x`, "/databases/new", "/databases", "/"])(
  "the page %j is asked for as it is",
  (url) => {
    expect(ask({ url })).toMatchObject({ url });
  },
);

test.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "QUERY", "get"])(
  "%s is not allowed on a page, and the answer names what is",
  (method) => {
    expect(ask({ method, url: "/team" })).toMatchObject({ status: 405, headers: { allow: "GET, HEAD" } });
  },
);

test("a server action is a POST to a page", () => {
  const headers = { "next-action": "40" };
  expect(statusOf({ method: "POST", url: "/team", headers })).toBe(200);
  expect(ask({ method: "POST", url: "/api/databases", headers })).toMatchObject({ status: 405 });
  expect(ask({ method: "PUT", url: "/team", headers })).toMatchObject({
    headers: { allow: "GET, HEAD, POST" },
  });
});

describe("what a request says of its client", () => {
  const claims = {
    "x-forwarded-for": "203.0.113.9",
    "x-forwarded-host": "headroom.example.com",
    "x-forwarded-proto": "https",
  };
  const http = { ...open, url: "http://localhost:3000" };

  test("counts for nothing from a stranger", () => {
    expect(
      ask({ headers: { ...claims, "x-forwarded-host": "evil.example" }, peer: "198.51.100.4" }, http),
    ).toMatchObject({
      forwarded: {
        "x-forwarded-for": "198.51.100.4",
        "x-forwarded-host": "localhost:3000",
        "x-forwarded-proto": "http",
      },
    });
  });

  test("counts from a trusted proxy, whose host has to be ours too", () => {
    const rules = { ...proxied, url: "http://headroom.example.com" };
    expect(ask({ headers: claims, peer: "::ffff:10.0.0.2" }, rules)).toMatchObject({
      forwarded: { ...claims, "x-forwarded-proto": "https" },
    });
    const evil = { ...claims, "x-forwarded-host": "evil.example" };
    expect(statusOf({ headers: evil, peer: "10.0.0.2" }, rules)).toBe(421);
  });

  test.each(["https://evil.example", "http://localhost:9999", "null", "x"])(
    "refuses a server action that a page of %s calls",
    (origin) => {
      const call = { method: "POST", headers: { "next-action": "40", origin } };
      expect(statusOf(call)).toBe(403);
      expect(statusOf({ headers: { origin } })).toBe(200);
    },
  );

  test("is replaced by HEADROOM_URL's host where a page of that address calls an action", () => {
    const own = { headers: { origin: "https://headroom.example.com" } };
    expect(ask(own)).toMatchObject({ forwarded: { "x-forwarded-host": "headroom.example.com" } });
    const foreign = { headers: { origin: "https://evil.example" } };
    expect(ask(foreign)).toMatchObject({ forwarded: { "x-forwarded-host": "localhost:3000" } });
  });

  test("holds no more than the address of the socket where there is none", () => {
    expect(ask({ peer: undefined })).toMatchObject({ forwarded: { "x-forwarded-for": "unknown" } });
  });
});
