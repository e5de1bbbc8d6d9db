import { expect, test } from "vitest";
import { aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { ProviderId } from "@/lib/postgres/provider";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverWalLevel } from "./wal-level";

const judged = (walLevel: string, provider: ProviderId = "other") =>
  judge(
    serverWalLevel,
    snapshotWith((snapshot) => {
      snapshot.server.walLevel = walLevel;
      snapshot.connection.provider = provider;
    }),
    defaultTarget,
  );

test("passes with logical", () => {
  expect(judge(serverWalLevel, aSnapshot, defaultTarget).status).toBe("pass");
});

test.each(["minimal", "replica"])("fails with %s, and says that it takes a restart", (walLevel) => {
  const finding = judged(walLevel);
  expect(finding).toMatchObject({
    status: "fail",
    found: `wal_level is ${walLevel}`,
    objects: ["wal_level"],
  });
  expect(finding.ways[0]?.sql).toBe("ALTER SYSTEM SET wal_level = 'logical';");
  expect(finding.ways[0]?.says).toContain("takes a restart");
});

test("names the provider's own switch", () => {
  expect(judged("replica", "rds").ways[0]?.says).toContain("rds.logical_replication");
  expect(judged("replica", "cloudsql").ways[0]?.says).toContain("cloudsql.logical_decoding");
  expect(judged("replica", "neon").ways[0]).toMatchObject({
    says: expect.stringContaining("Logical Replication"),
  });
  expect(judged("replica", "neon").ways[0]?.sql).toBeUndefined();
});

test("is unknown without a session", () => {
  const { takenAt, connection, electric } = aSnapshot;
  const finding = judge(serverWalLevel, { takenAt, connection, electric, reached: false }, defaultTarget);
  expect(finding.status).toBe("unknown");
});
