import { describe, expect, test } from "vitest";
import { aSlot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { judge } from "../judge";
import type { Known } from "../known";
import { LEAST_GROWTH } from "./growth";
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

describe("a slot that stood at the visit before where it stands now", () => {
  const before: NonNullable<Known["slot"]> = {
    name: aSlot.name,
    retainedBytes: 1024,
    confirmedFlushLsn: "0/1A2B3C4",
    at: "2026-11-21T14:02:31.000Z",
  };
  const after = (slot: Partial<Slot>, known: Partial<typeof before> = {}, minutes = 5) =>
    judge(
      slotLag,
      snapshotWith((snapshot) => {
        snapshot.takenAt = new Date(Date.parse(before.at) + minutes * 60_000).toISOString();
        snapshot.slots = [{ ...aSlot, confirmedFlushLsn: before.confirmedFlushLsn, ...slot }];
      }),
      defaultTarget,
      { slot: { ...before, ...known } },
    );
  const grown = 1024 + LEAST_GROWTH;

  test("warns when WAL grew meanwhile, and says by how much and since when", () => {
    expect(after({ retainedBytes: grown })).toMatchObject({
      status: "warn",
      found:
        "electric_slot_default stands at 0/1A2B3C4 since 21 Nov, 14:02 UTC or before, and 16 MB more of WAL are kept for it",
      needed: expect.stringContaining("a slot that moves on"),
    });
  });

  test("passes when it moved, when little was written, and after less than a minute", () => {
    expect(after({ retainedBytes: grown, confirmedFlushLsn: "0/1A2B3C5" }).status).toBe("pass");
    expect(after({ retainedBytes: grown - 1 }).status).toBe("pass");
    expect(after({ retainedBytes: grown }, {}, 0.9).status).toBe("pass");
  });

  test("passes when it was another slot, or not all of it was seen", () => {
    expect(after({ retainedBytes: grown }, { name: "electric_slot_other" }).status).toBe("pass");
    expect(after({ retainedBytes: grown }, { retainedBytes: null }).status).toBe("pass");
    expect(after({ retainedBytes: grown, confirmedFlushLsn: null }, { confirmedFlushLsn: null }).status).toBe(
      "pass",
    );
  });
});

test("leaves a lost slot to slot.state", () => {
  expect(judged({ walStatus: "lost", retainedBytes: null }).status).toBe("not applicable");
});

test("is unknown when slots may not be seen", () => {
  expect(judged({}, (snapshot) => void (snapshot.slots = { unseen: true, grant: "GRANT …" })).status).toBe(
    "unknown",
  );
});
