import { expect, test } from "vitest";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { serverVersion } from "./version";

const judged = (major: number, change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  judge(
    serverVersion,
    snapshotWith((snapshot) => {
      snapshot.server.versionNum = major * 10_000 + 4;
      snapshot.server.version = `${major}.4`;
      change(snapshot);
    }),
    defaultTarget,
  );

test.each([15, 16, 17, 18, 19])("passes on %i", (major) => {
  expect(judged(major).status).toBe("pass");
});

test("fails below 14", () => {
  expect(judged(13)).toMatchObject({ status: "fail", found: "Postgres 13.4" });
});

test("warns from the day after the end of support", () => {
  const on = (takenAt: string) => judged(14, (snapshot) => void (snapshot.takenAt = takenAt)).status;
  expect(on("2026-11-12T23:59:59.000Z")).toBe("pass");
  expect(on("2026-11-13T00:00:00.000Z")).toBe("warn");
});

test("warns below 17 where a standby can take over", () => {
  const finding = judged(16, ({ connection }) => void (connection.provider = "azure"));
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("no failover slots");
  expect(judged(17, ({ connection }) => void (connection.provider = "azure")).status).toBe("pass");
});

test("Neki is no Postgres server that Electric can read, whatever version it names", () => {
  const finding = judged(18, (snapshot) => (snapshot.server.isNeki = true));
  expect(finding).toMatchObject({ status: "fail", objects: ["Neki"] });
  expect(finding.ways[0]?.says).toContain("a Postgres database of its own");
  expect(judged(18, (snapshot) => (snapshot.server.isNeki = false)).status).toBe("pass");
});
