import { expect, test } from "vitest";
import { networkOf, readPolicy } from "./networks";

test.each([
  ["127.0.0.1", "loopback"],
  ["127.8.9.1", "loopback"],
  ["::1", "loopback"],
  ["::ffff:127.0.0.1", "loopback"],
  ["10.1.2.3", "private"],
  ["172.16.0.1", "private"],
  ["192.168.1.1", "private"],
  ["100.64.0.1", "private"],
  ["fd00::1", "private"],
  ["203.0.113.7", null],
  ["8.8.8.8", "public"],
  ["2606:4700::1111", "public"],
  ["169.254.169.254", null],
  ["::ffff:169.254.169.254", null],
  ["fe80::1", null],
  ["224.0.0.1", null],
  ["255.255.255.255", null],
  ["0.0.0.0", null],
  ["::", null],
  ["64:ff9b::a9fe:a9fe", null],
  ["2002:a9fe:a9fe::1", null],
  ["2001:0:4136:e378:8000:63bf:3fff:fdd2", null],
  ["64:ff9b:1::a9fe:a9fe", null],
  ["fd00:ec2::254", null],
  ["fd20:ce::254", null],
  ["100.100.100.200", null],
  ["::ffff:100.100.100.200", null],
  ["168.63.129.16", null],
  ["::7f00:1", null],
  ["::1%lo", null],
  ["fec0::1", null],
  ["4000::1", null],
  ["db.example.com", null],
])("%s belongs to %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("the policy is read from a list, and a wrong word is told", () => {
  expect([...readPolicy(undefined)]).toEqual(["loopback", "private", "public"]);
  expect([...readPolicy(" private, public ")]).toEqual(["private", "public"]);
  expect(() => readPolicy("intranet")).toThrow(/HEADROOM_NETWORKS/);
});
