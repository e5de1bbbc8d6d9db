import { afterEach, expect, test } from "vitest";
import { reach, resolve } from "./dial";
import type { NetworkPolicy } from "./networks";
import { silent, type Listener } from "./testing/listener";
import { aLogin, tried } from "./testing/tried";

const listeners: Listener[] = [];
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.close();
});

test.each([
  "169.254.169.254",
  "0.0.0.0",
  "::",
  "fe80::1",
  "::ffff:169.254.169.254",
  "64:ff9b::7f00:1",
  "224.0.0.1",
])("%s is refused whatever the policy, and no socket is opened", async (host) => {
  const { address, failure } = await tried(aLogin(80, { host }));
  expect(address).toBeNull();
  expect(failure).toMatchObject({ kind: "address-refused", stage: "tcp" });
});

test.each([
  ["127.0.0.1", "private,public"],
  ["::1", "private,public"],
  ["localhost", "private,public"],
  ["::ffff:127.0.0.1", "private,public"],
  ["10.0.0.1", "loopback,public"],
  ["8.8.8.8", "loopback,private"],
])("%s is refused where the policy is %s", async (host, allowed) => {
  const policy = new Set(allowed.split(",")) as NetworkPolicy;
  const { address, failure } = await tried(aLogin(5432, { host }), { policy });
  expect(address).toBeNull();
  expect(failure).toMatchObject({ kind: "address-refused" });
});

test("the addresses of a name are tried in order until one answers, and refused ones are passed over", async () => {
  const listener = await silent();
  listeners.push(listener);
  const told: string[] = [];
  const addresses = ["169.254.169.254", "127.0.0.2", "127.0.0.1"];
  const { socket, address } = await reach(addresses, listener.port, {}, (tried) => told.push(tried));
  expect({ address, told }).toEqual({ address: "127.0.0.1", told: ["127.0.0.2", "127.0.0.1"] });
  expect(socket.remoteAddress).toBe("127.0.0.1");
  socket.destroy();
});

test("a name stands for all of its addresses, an address for itself", async () => {
  expect(await resolve("localhost")).toContain("127.0.0.1");
  expect(await resolve("::1")).toEqual(["::1"]);
});
