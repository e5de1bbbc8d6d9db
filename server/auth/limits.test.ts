import { expect, test } from "vitest";
import { networkKey } from "./limits";

test("an IPv4 address counts as itself, an IPv6 address as its /64, and what is no address as one", () => {
  expect(networkKey("203.0.113.7")).toBe("203.0.113.7");
  expect(networkKey("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(networkKey("2001:db8:1:2::7")).toBe(networkKey("2001:db8:1:2:ffff::9"));
  expect(networkKey("2001:db8:1:2::7")).not.toBe(networkKey("2001:db8:1:3::7"));
  expect(networkKey("x".repeat(10_000))).toBe("unknown");
});
