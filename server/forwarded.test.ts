import { describe, expect, test } from "vitest";
import { clientAddress, isTrusted, plainAddress, trustedProxiesSchema } from "./forwarded";

const trusted = trustedProxiesSchema.parse("10.0.0.0/8, 2001:db8::/32 192.0.2.7");

describe("the client's address", () => {
  test("is the peer's where no proxy is trusted, whatever the request claims", () => {
    for (const claim of ["", "203.0.113.9", "203.0.113.9, 198.51.100.1", "127.0.0.1"])
      expect(clientAddress("198.51.100.4", claim, [])).toBe("198.51.100.4");
  });

  test.each([
    ["10.0.0.2", "203.0.113.9", "203.0.113.9"],
    ["10.0.0.2", "1.1.1.1, 203.0.113.9", "203.0.113.9"],
    ["10.0.0.2", "203.0.113.9, 10.9.9.9", "203.0.113.9"],
    ["10.0.0.2", "203.0.113.9,192.0.2.7 ,10.9.9.9", "203.0.113.9"],
    ["10.0.0.2", "10.1.1.1, 10.2.2.2", "10.1.1.1"],
    ["2001:db8::1", "2001:4860::8888", "2001:4860::8888"],
    ["10.0.0.2", "203.0.113.9:4711", "203.0.113.9"],
    ["10.0.0.2", "[2001:4860::8888]:4711", "2001:4860::8888"],
    ["10.0.0.2", "::ffff:203.0.113.9", "203.0.113.9"],
    ["10.0.0.2", "", "10.0.0.2"],
    ["10.0.0.2", "1.1.1.1, unknown", "10.0.0.2"],
    ["10.0.0.2", "1.1.1.1, unknown, 10.3.3.3", "10.3.3.3"],
    ["10.0.0.2", "1.1.1.1, <script>", "10.0.0.2"],
    ["10.0.0.2", "1.1.1.1, 0x7f.1", "10.0.0.2"],
    ["unknown", "203.0.113.9", "unknown"],
  ])("of a request from %s that was forwarded for %j is %s", (peer, claim, client) => {
    expect(clientAddress(peer, claim, trusted)).toBe(client);
  });
});

test("a mapped IPv4 address is in the IPv4 network, and no network holds an address of the other kind", () => {
  expect(isTrusted("::ffff:10.1.2.3", trusted)).toBe(true);
  expect(isTrusted("10.1.2.3", trustedProxiesSchema.parse("::/0"))).toBe(false);
  expect(isTrusted("unknown", trusted)).toBe(false);
});

test.each(["proxy.internal", "10.0.0.0/33", "10.0.0.0/8/8", "10.0.0.0/", "10.1/8", "2001:db8::/129", "*"])(
  "%j is no network",
  (text) => {
    expect(trustedProxiesSchema.safeParse(text)).toMatchObject({ success: false });
  },
);

test("an address is written in one form", () => {
  expect(plainAddress("::ffff:127.0.0.1")).toBe("127.0.0.1");
  expect(plainAddress("fe80::1%eth0")).toBe("fe80::1");
  expect(plainAddress("2001:0DB8::0001")).toBe("2001:db8::1");
  expect(plainAddress("localhost")).toBeNull();
});
