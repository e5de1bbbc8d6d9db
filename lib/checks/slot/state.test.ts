import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { slotState } from "./state";

const judged = (slot: Partial<Slot>, change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  judge(
    slotState,
    snapshotWith((snapshot) => {
      snapshot.slots = [{ ...aSlot, ...slot }];
      change(snapshot);
    }),
    defaultTarget,
  );

test("passes when it is in use and reserved", () => {
  expect(judged({}).status).toBe("pass");
});

test("fails when it is lost or invalidated, with the reason", () => {
  expect(judged({ walStatus: "lost", active: false })).toMatchObject({
    status: "fail",
    objects: ["electric_slot_default"],
  });
  expect(judged({ invalidationReason: "wal_removed" }).found).toContain("wal_removed");
});

test.each([
  [null, "Postgres has removed WAL", "server.wal_keep"],
  ["wal_removed", "Postgres has removed WAL", "server.wal_keep"],
  ["rows_removed", "rows of the catalogue", "hot_standby_feedback"],
  ["wal_level_insufficient", "wal_level was below logical", "server.wal_level"],
  [
    "idle_timeout",
    "nothing read it for longer than idle_replication_slot_timeout (60 s)",
    "ELECTRIC_REPLICATION_IDLE_TIMEOUT",
  ],
  ["a reason from the future", 'gives the reason "a reason from the future"', "server's log"],
])("a slot that is lost by %s says so, with what keeps the next one", (invalidationReason, cause, way) => {
  const finding = judged({ walStatus: "lost", active: false, invalidationReason }, ({ server }) => {
    server.idleReplicationSlotTimeoutMs = 60_000;
  });
  expect(finding.status).toBe("fail");
  expect(finding.found).toContain(cause);
  const prevent = finding.ways
    .slice(2)
    .map(({ says }) => says)
    .join(" ");
  expect(prevent).toContain(way);
  if (way !== "server.wal_keep") expect(prevent).not.toContain("server.wal_keep");
});

test("warns while it is extended or unreserved, and offers to keep more WAL", () => {
  const finding = judged({ walStatus: "extended", safeWalBytes: 1_073_741_824 });
  expect(finding.status).toBe("warn");
  expect(finding.found).toContain("lost after 1 GB more");
  expect(finding.ways[1]?.sql).toContain("max_slot_wal_keep_size = '20480MB'");
  expect(judged({ walStatus: "unreserved", safeWalBytes: -5 }).found).toContain("next checkpoint");
});

test("offers no limit to raise where there is none", () => {
  const finding = judged({ walStatus: "extended", safeWalBytes: null }, ({ server }) => {
    server.maxSlotWalKeepBytes = null;
  });
  expect(finding.ways.filter(({ sql }) => sql !== undefined)).toEqual([]);
});

test("warns when nothing reads it, and says for how long and what is kept", () => {
  const finding = judged({
    active: false,
    inactiveSince: "2026-11-23T00:00:00.000Z",
    retainedBytes: 2_147_483_648,
  });
  expect(finding.status).toBe("warn");
  expect(finding.found).toBe(
    "nothing has read electric_slot_default for 3 h, and Postgres keeps 2 GB of WAL for it",
  );
});

test("an Electric that says “active” meanwhile is asleep or elsewhere", () => {
  const finding = judged({ active: false }, (snapshot) => {
    snapshot.electric = {
      url: "http://electric:3000",
      httpStatus: 200,
      status: "active",
      version: "1.7.12",
      notActiveSince: null,
      slotLagBytes: null,
      failure: null,
    };
  });
  expect(finding.found).toContain("ELECTRIC_REPLICATION_IDLE_TIMEOUT");
});

test("warns when little WAL may still be written", () => {
  expect(judged({ safeWalBytes: 1_073_741_824 }).status).toBe("warn");
  expect(judged({ safeWalBytes: 2_147_483_649 }).status).toBe("pass");
});

test("does not apply without a slot, nor to a slot of another database", () => {
  expect(judged({ name: "other" }).status).toBe("not applicable");
  expect(judged({ database: "billing" }).status).toBe("not applicable");
});

test("is unknown when slots may not be seen", () => {
  expect(judged({}, (snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT …" })).status).toBe(
    "unknown",
  );
});
