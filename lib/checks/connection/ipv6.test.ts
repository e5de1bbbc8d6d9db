import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { Connection } from "@/lib/snapshot/connection";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { connectionIpv6 } from "./ipv6";

const judged = (connection: Partial<Connection>, ipv6 = false) =>
  judge(
    connectionIpv6,
    snapshotWith((snapshot) => Object.assign(snapshot.connection, connection)),
    { ...defaultTarget, ipv6 },
  );

test.each<[string, string[]]>([
  ["a name with IPv6 addresses only", ["2a05:d014::1", "2a05:d014::2"]],
  ["a name of this machine", ["::1"]],
  ["a link-local address", ["fe80::1%eth0"]],
  ["an IPv4 address in IPv6 form", ["::ffff:203.0.113.7"]],
])("fails for %s, whatever address was dialled", (_, addresses) => {
  const finding = judged({ host: "v6only.test", addresses });
  expect(finding).toMatchObject({ status: "fail", objects: ["v6only.test"] });
  expect(finding.found).toContain("nxdomain");
  expect(finding.ways[0]?.says).toContain("ELECTRIC_DATABASE_USE_IPV6=true");
});

test.each(["::1", "2a05:d014::1"])(
  "fails for the literal address %s, also where nothing was resolved",
  (host) => {
    expect(judged({ host, addresses: [] }).found).toContain(`${host} is an IPv6 address`);
  },
);

test("passes once the target says that Electric is told to use IPv6", () => {
  expect(judged({ host: "::1" }, true).status).toBe("pass");
});

test("passes for a host with an IPv4 address, also where IPv6 was dialled, and in an older snapshot", () => {
  expect(judged({ addresses: ["2a05:d014::1", "203.0.113.7"], address: "2a05:d014::1" }).status).toBe("pass");
  expect(judged({ host: "203.0.113.7", addresses: ["203.0.113.7"] }).status).toBe("pass");
  expect(judged({ addresses: undefined }).status).toBe("pass");
});

test("is judged without a session where the name resolved, and is unknown where it did not", () => {
  const failure = { kind: "refused", stage: "tcp", sqlstate: null, said: "" } as const;
  expect(judged({ host: "v6only.test", addresses: ["::1"], failure }).status).toBe("fail");
  expect(
    judged({ host: "gone.test", addresses: undefined, failure: { ...failure, kind: "dns" } }).status,
  ).toBe("unknown");
});
