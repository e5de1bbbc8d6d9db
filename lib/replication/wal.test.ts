import { describe, expect, test } from "vitest";
import { aSlot, aSnapshot, snapshotWith } from "@/lib/snapshot/fixture";
import type { Slot } from "@/lib/snapshot/replication";
import type { WalOutlook } from "@/lib/history/wal";
import { factsWith, HOUR, slotWith, unseen } from "./fixture";
import { walBudgetOf } from "./wal-outlook";
import { endOfWal, lsnBytes, walRateBetween } from "./wal-rate";

const GB = 1024 ** 3;
const before = (ms: number, change: Partial<Slot> = {}) =>
  snapshotWith((snapshot) => {
    snapshot.takenAt = new Date(Date.parse(aSnapshot.takenAt) - ms).toISOString();
    snapshot.slots = [slotWith(change)];
  });

describe("the rate of WAL between two check runs", () => {
  test("reads a position as bytes", () => {
    expect(lsnBytes("0/1A2B3C4")).toBe(0x1a2b3c4);
    expect(lsnBytes("1/A0")).toBe(2 ** 32 + 160);
    expect(lsnBytes("FFFFFFFF/FFFFFFFF")).toBe(2 ** 64);
    for (const wrong of ["", "0", "0/", "G/0", "123456789/0", "0/1 "]) expect(lsnBytes(wrong)).toBeNull();
  });

  test("is the way of the end of WAL, also while the slot moves on", () => {
    const from = before(HOUR, { confirmedFlushLsn: "0/0", lagBytes: 0 });
    const to = before(0, { confirmedFlushLsn: "0/40000000", lagBytes: GB });
    expect(walRateBetween(from, to)).toEqual({ bytesPerMs: (2 * GB) / HOUR, overMs: HOUR });
  });

  test("is not known without a check run before, in less than a minute, backwards, or where slots are closed", () => {
    const now = before(0);
    expect(walRateBetween(null, now)).toBeNull();
    expect(walRateBetween(before(59_999), now)).toBeNull();
    expect(walRateBetween(before(60_000), now)).toEqual({ bytesPerMs: 0, overMs: 60_000 });
    expect(walRateBetween(before(HOUR, { lagBytes: 1025 }), now)).toBeNull();
    const closed = snapshotWith((snapshot) => void (snapshot.slots = unseen));
    expect(walRateBetween(closed, now)).toBeNull();
    expect(walRateBetween({ ...aSnapshot, reached: false }, now)).toBeNull();
    expect(endOfWal(before(0, { lagBytes: null }))).toBeNull();
  });
});

describe("the WAL budget of a slot", () => {
  const keep = 10 * GB;
  const growing: WalOutlook = {
    retainedBytes: GB,
    percent: 10,
    bytesPerSecond: GB / 3600,
    exhaustedInMs: 9 * HOUR,
    words: "",
  };
  const budget = (
    slot: Partial<Slot>,
    rate: number | null = null,
    outlook: WalOutlook | null = null,
    limit: number | null = keep,
    known: Parameters<typeof factsWith>[2] = { walRate: null },
  ) =>
    walBudgetOf(
      slotWith(slot),
      factsWith([], (snapshot) => void (snapshot.server.maxSlotWalKeepBytes = limit), {
        ...known,
        walRate: rate === null ? null : { bytesPerMs: rate / HOUR, overMs: HOUR },
      }),
      outlook,
    );

  test("is a part of the limit", () => {
    expect(budget({ retainedBytes: GB })).toMatchObject({
      percent: 10,
      kept: "1 GB of 10 GB kept (10 %, max_slot_wal_keep_size).",
    });
    expect(budget({ retainedBytes: 2 * keep }).percent).toBe(200);
    expect(budget({ retainedBytes: -5 }).percent).toBe(0);
    expect(budget({ retainedBytes: null })).toMatchObject({
      percent: null,
      kept: "How much WAL is kept is unknown.",
    });
    expect(budget({ retainedBytes: 1 }, null, null, 0).percent).toBe(100);
    expect(budget({ retainedBytes: 0 }, null, null, 0).percent).toBe(0);
  });

  test("ends with the disk where there is no limit", () => {
    expect(budget({ retainedBytes: GB }, GB, growing, null)).toEqual({
      percent: null,
      kept: "1 GB of WAL kept, without a limit (max_slot_wal_keep_size is -1).",
      exhaustion: "Nothing ends it but a full disk; Headroom cannot see the size of the disk.",
    });
  });

  test("goes by the growth of the last hour first", () => {
    expect(budget({}, GB, growing).exhaustion).toBe(
      "The limit is reached in about 9 h, at 1 GB more an hour.",
    );
  });

  test("goes by two check runs where the slot stood between them", () => {
    const stood = {
      walRate: null,
      slot: {
        name: aSlot.name,
        retainedBytes: 0,
        confirmedFlushLsn: aSlot.confirmedFlushLsn,
        at: new Date(Date.parse(aSnapshot.takenAt) - HOUR).toISOString(),
      },
    };
    const { exhaustion } = budget(
      { active: false, activePid: null, retainedBytes: GB, safeWalBytes: 3 * GB },
      null,
      null,
      keep,
      stood,
    );
    expect(exhaustion).toMatch(
      /^The limit is reached in about 3 h: max_slot_wal_keep_size is 10 GB, 3 GB are left/,
    );
  });

  test("says what the pace of WAL means for a slot that is read, if Electric stops", () => {
    expect(budget({ safeWalBytes: 4 * GB }, GB).exhaustion).toBe(
      "If Electric stops, the limit is reached in about 4 h at 1 GB of WAL an hour.",
    );
    expect(budget({ safeWalBytes: null, retainedBytes: 4 * GB }, GB).exhaustion).toContain("in about 6 h");
    expect(budget({}, 0).exhaustion).toBe(
      "If Electric stops, the limit is more than a year away at 0 bytes of WAL an hour.",
    );
    expect(budget({ active: false, safeWalBytes: GB }, GB).exhaustion).toBe(
      "1 GB are left; WAL is written at 1 GB an hour.",
    );
  });

  test("says that it is not known yet, and nothing of a slot that is lost", () => {
    expect(budget({}).exhaustion).toBe(
      "Time to exhaustion: not known yet. Two check runs a minute apart tell it.",
    );
    expect(budget({ walStatus: "lost" }, GB, growing).exhaustion).toBe("The slot is lost already.");
  });
});
