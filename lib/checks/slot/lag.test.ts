import { expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import { MOST_LAG, MOST_RETAINED, retainedLimit, slotLag } from "./lag";

const judged = (slot: Partial<Slot>, change: (snapshot: ReachedSnapshot) => void = () => {}) =>
  judge(
    slotLag,
    snapshotWith((snapshot) => {
      snapshot.slots = [{ ...aSlot, ...slot }];
      change(snapshot);
    }),
    defaultTarget,
  );

test("passes up to the limits, and says how much there is", () => {
  const finding = judged({ retainedBytes: MOST_RETAINED, lagBytes: MOST_LAG });
  expect(finding).toMatchObject({ status: "pass", found: "4 GB of WAL kept, 1 GB not confirmed yet." });
});

test("warns beyond either limit", () => {
  expect(judged({ retainedBytes: MOST_RETAINED + 1 }).status).toBe("warn");
  expect(judged({ lagBytes: MOST_LAG + 1 })).toMatchObject({
    status: "warn",
    objects: ["electric_slot_default"],
  });
});

test("half of max_slot_wal_keep_size is the limit where that is less", () => {
  expect(retainedLimit(1_073_741_824)).toBe(536_870_912);
  expect(retainedLimit(null)).toBe(MOST_RETAINED);
});

test("offers a limit where Postgres keeps WAL without one", () => {
  const finding = judged({ retainedBytes: MOST_RETAINED + 1, active: false }, ({ server }) => {
    server.maxSlotWalKeepBytes = null;
  });
  expect(finding.ways[0]?.says).toContain("start Electric");
  expect(finding.ways[1]?.sql).toContain("max_slot_wal_keep_size");
});

test("leaves a lost slot to slot.state", () => {
  expect(judged({ walStatus: "lost", retainedBytes: null }).status).toBe("not applicable");
});

test("is unknown when slots may not be seen", () => {
  expect(judged({}, (snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT …" })).status).toBe(
    "unknown",
  );
});
