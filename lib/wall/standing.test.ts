import { expect, test } from "vitest";
import { aGroup, budget, pool, small } from "@/lib/budget/fixture";
import type { WallRow } from "./schema";
import { countKinds, wallStandingOf } from "./standing";

const now = Date.parse("2026-11-30T14:04:11.000Z");
const ago = (ms: number) => new Date(now - ms).toISOString();
const tight = budget(small({ groups: [aGroup("shop", "web", 9)] }), pool(20));
const roomy = budget(small({ groups: [aGroup("shop", "web", 2)] }), pool(8));

const row = (change: Partial<WallRow> = {}): WallRow => ({
  key: "k",
  name: "orders",
  host: null,
  databases: 1,
  condition: { tone: "pass", says: "Ready" },
  state: "sampling",
  withoutData: 0,
  everyMs: 1_000,
  seenAt: ago(1_000),
  budget: roomy,
  ...change,
});
const standing = (change: Partial<WallRow> = {}) => wallStandingOf(row(change), now);

test("a fresh row reads as live, with its figure and its condition", () => {
  expect(standing()).toMatchObject({
    kind: "ready",
    figure: "12 left",
    says: "Ready",
    isPast: false,
    freshness: "fresh",
    age: "live, 1 s ago",
  });
  expect(standing({ budget: tight })).toMatchObject({ kind: "short", figure: "7 short" });
  expect(standing({ condition: { tone: "fail", says: "Not ready" } }).kind).toBe("not ready");
  expect(standing({ condition: { tone: "warn", says: "Ready, 1 warning" } }).kind).toBe("warning");
});

test("late figures are late, and stale ones are grey, without data and never short or ready", () => {
  expect(standing({ seenAt: ago(5_000) })).toMatchObject({
    kind: "ready",
    freshness: "late",
    age: "5 s ago",
    isPast: false,
  });
  for (const budgetThen of [roomy, tight])
    expect(standing({ seenAt: ago(240_000), budget: budgetThen })).toMatchObject({
      kind: "without data",
      tone: "none",
      says: "No data, 4 min",
      age: "4 min ago",
      isPast: true,
    });
});

test.each([
  ["unreachable", "No answer"],
  ["crowded", "Staying out"],
  ["starting", "Starting"],
  ["off", "Not watched"],
] as const)("a server that is %s has no data, however well it stood", (state, says) => {
  expect(standing({ state })).toMatchObject({ kind: "without data", says, isPast: true });
  expect(standing({ state, seenAt: null, budget: null })).toMatchObject({
    figure: "not known",
    age: "no sample yet",
  });
});

test("a full server is full, whatever its last sample had left", () => {
  expect(standing({ state: "full", seenAt: ago(60_000) })).toMatchObject({
    kind: "full",
    figure: "Full",
    tone: "fail",
    isPast: false,
  });
});

test("connections that cannot be seen are no data, and one silent database of several is a warning", () => {
  expect(standing({ budget: null })).toMatchObject({ kind: "without data", says: "Connections not seen" });
  expect(standing({ databases: 4, withoutData: 1 })).toMatchObject({
    kind: "warning",
    says: "1 of 4 without data",
  });
});

test("each row counts as one kind", () => {
  const counts = countKinds([standing(), standing({ budget: tight }), standing({ state: "off" })]);
  expect(counts).toEqual({ "without data": 1, full: 0, short: 1, "not ready": 0, warning: 0, ready: 1 });
});
