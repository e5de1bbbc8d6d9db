import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { budgetPoolSize } from "./pool-size";

const judged = (poolSize: number, maxConnections = 100) =>
  judge(
    budgetPoolSize,
    snapshotWith(({ server }) => void (server.maxConnections = maxConnections)),
    { ...defaultTarget, poolSize },
  );

test("passes up to half of the usable connections", () => {
  expect(judged(20)).toMatchObject({
    status: "pass",
    found: "20 connections: 4 to administer, 16 for snapshots, of 97 usable.",
  });
  expect(judged(48).status).toBe("pass");
});

test("warns above half, with the pool and the server that would do", () => {
  const finding = judged(20, 25);
  expect(finding).toMatchObject({
    status: "warn",
    found: "the pool of 20 is more than half of 22 usable connections",
  });
  expect(finding.ways[0]?.says).toBe("Set ELECTRIC_DB_POOL_SIZE to 11, half of 22.");
  expect(finding.ways[1]?.sql).toBe("ALTER SYSTEM SET max_connections = '60';");
});

test("warns below 2, which Electric opens all the same", () => {
  expect(judged(1).status).toBe("warn");
  expect(judged(2).status).toBe("pass");
});
