import { expect, test } from "vitest";
import { budget, small } from "@/lib/budget/fixture";
import type { History } from "@/lib/history/schema";
import type { Live } from "@/lib/live/schema";
import { healthHistoryOf, healthRowOf, historyOfHealth, liveOfHealth } from "./health";

const aBudget = budget(small({ groups: [] }));

const LIVE: Live = {
  databaseId: "0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13",
  state: "full",
  everyMs: 1000,
  held: true,
  sampledAt: "2026-11-30T03:12:00.000Z",
  budget: { ...aBudget, others: [{ label: "secret-application", count: 7 }], othersTotal: 7 },
  sessionsPerSecond: 1,
  trouble: {
    what: "secret-host refuses",
    why: "role secret-role",
    next: "do this",
    sql: "ALTER ROLE secret-role",
    sqlstate: "53300",
    full: "role",
  },
  heartbeat: { at: "2026-11-30T03:12:00.000Z", refused: "secret-refusal" },
  electric: null,
  nextTryAt: null,
  sentAt: "2026-11-30T03:12:00.000Z",
  sample: null,
};

test("a viewer's part of a live state has its numbers and no text of the database", () => {
  const row = healthRowOf(LIVE);
  expect(JSON.stringify(row)).not.toMatch(/secret|ALTER/);
  expect(row).toMatchObject({
    state: "full",
    full: "role",
    budget: { othersTotal: 7, usable: aBudget.usable },
  });
});

test("a gauge draws a viewer's part with all others as one holder, and says what is full", () => {
  const { budget, trouble } = liveOfHealth(healthRowOf(LIVE));
  expect(budget?.others).toEqual([{ label: "others", count: 7 }]);
  expect(trouble).toMatchObject({ full: "role", sql: null });
});

test("a viewer's part of a history has points and pauses, and neither marks nor names", () => {
  const point = {
    maxConnections: 25,
    usable: 22,
    electricOpen: 10,
    electricClaimed: 10,
    own: 1,
    free: 1,
    short: 0,
    othersTotal: 7,
    others: { "secret-application": 7 },
    walRetainedBytes: null,
    walLagBytes: null,
    sessionsPerSecond: null,
  };
  const history: History = {
    range: "hour",
    from: "2026-11-30T02:12:00.000Z",
    to: "2026-11-30T03:12:00.000Z",
    points: [{ at: "2026-11-30T03:00:00.000Z", spanMs: 60_000, average: point, peak: point }],
    pauses: [{ from: "2026-11-30T02:12:00.000Z", to: "2026-11-30T03:00:00.000Z", reason: "secret-reason" }],
    marks: [{ at: "2026-11-30T03:00:00.000Z", kind: "action", text: "secret-person cancelled a query" }],
    othersPeak: { count: 9, at: "2026-11-30T03:00:00.000Z" },
  };
  const health = healthHistoryOf(history);
  expect(JSON.stringify(health)).not.toContain("secret");
  expect(historyOfHealth(health)).toMatchObject({
    marks: [],
    points: [{ average: { othersTotal: 7, others: {} } }],
  });
});
