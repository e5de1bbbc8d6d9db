import { expect, test } from "vitest";
import { failoverWanted } from "./failover";

const standby = { name: "replica_1", type: "physical", temporary: false, active: true } as const;

test("PlanetScale demands failover slots in production, not in staging or development", () => {
  expect(failoverWanted({ environment: "production" }, "planetscale")).toBe("demanded");
  expect(failoverWanted({ environment: "staging" }, "planetscale")).toBe("useful");
  expect(failoverWanted({ environment: "development" }, "planetscale")).toBe("none");
});

test("a server of one's own wants them once a standby streams from a slot", () => {
  expect(failoverWanted({ environment: "production" }, "other")).toBe("none");
  expect(failoverWanted({ environment: "production" }, "other", [standby])).toBe("useful");
  expect(failoverWanted({ environment: "production" }, "other", [{ ...standby, active: false }])).toBe(
    "none",
  );
});

test("a slot of the platform's own backup or storage is no standby", () => {
  for (const name of ["pghoard_local", "wal_proposer_slot"])
    expect(failoverWanted({ environment: "production" }, "other", [{ ...standby, name }])).toBe("none");
});

test("a provider with shared storage never wants them", () => {
  expect(failoverWanted({ environment: "production" }, "aurora", [standby])).toBe("none");
});
