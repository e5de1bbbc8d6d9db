import { expect, test } from "vitest";
import { electricNotActive } from "@/lib/alerts/kinds/electric-not-active";
import { aLive, aReading, NOW as ALERT_NOW } from "@/lib/alerts/fixture";
import { sampleWith } from "@/lib/sample/fixture";
import { DATABASE_METRIC_LIST, DATABASE_METRICS, type DatabaseMetricName } from "./databases";
import type { DatabaseFacts } from "./facts";
import { aSampleFact, NOW, someFacts } from "./fixture";

const read = (name: DatabaseMetricName, change: Partial<DatabaseFacts> = {}) =>
  DATABASE_METRICS[name].read(someFacts(change));
const value = (name: DatabaseMetricName, change?: Partial<DatabaseFacts>) => {
  const [first, ...rest] = read(name, change);
  expect(rest).toEqual([]);
  return first?.value;
};
const holding = (name: DatabaseMetricName, change?: Partial<DatabaseFacts>) =>
  read(name, change).filter((series) => series.value === 1);
const namesWith = (change: Partial<DatabaseFacts>) =>
  DATABASE_METRIC_LIST.filter(([, metric]) => metric.read(someFacts(change)).length > 0).map(
    ([name]) => name,
  );

test("the headroom is what is usable, less the others and Electric's whole claim", () => {
  expect(value("headroom_database_headroom_connections")).toBe(71);
  expect(value("headroom_database_electric_claim_connections")).toBe(20);
  expect(value("headroom_database_electric_in_use_connections")).toBe(18);
  expect(value("headroom_database_in_use_connections")).toBe(25);
  expect(value("headroom_database_others_peak_connections")).toBe(9);
});

test("a healthy database has a value of every metric", () => {
  expect(namesWith({})).toEqual(DATABASE_METRIC_LIST.map(([name]) => name));
});

const WITHOUT_DATA = [
  "headroom_database_watched",
  "headroom_database_sample_state",
  "headroom_database_verdict",
  "headroom_database_open_checks",
  "headroom_database_checked_timestamp_seconds",
];

test("without a sample all that a sample tells is absent, and none is a state of its own", () => {
  const change = { sample: null, state: null };
  expect(namesWith(change)).toEqual(WITHOUT_DATA);
  expect(holding("headroom_database_sample_state", change)).toEqual([{ of: "none", value: 1 }]);
});

test.each([
  ["fresh", 1_000],
  ["late", 5_000],
  ["none", 11_000],
])("a sample is %s after %i ms at a pace of a second", (state, age) => {
  const change = { sample: { ...aSampleFact, at: NOW - age } };
  expect(holding("headroom_database_sample_state", change)).toEqual([{ of: state, value: 1 }]);
  expect(value("headroom_database_headroom_connections", change)).toBe(state === "none" ? undefined : 71);
});

test.each(["full", "unreachable", "crowded", "starting", "off"] as const)(
  "the numbers of a database that is %s are absent although its last sample is young",
  (state) => {
    expect(value("headroom_database_usable_connections", { state })).toBeUndefined();
    expect(value("headroom_database_slot_active", { state })).toBeUndefined();
    expect(holding("headroom_database_watch_state", { state })).toEqual([{ of: state, value: 1 }]);
    expect(value("headroom_database_sampled_timestamp_seconds", { state })).toBe((NOW - 1_000) / 1000);
  },
);

test("connections that the role may not see are absent, while the sample is fresh", () => {
  const change = { sample: { ...aSampleFact, numbers: null } };
  expect(holding("headroom_database_sample_state", change)).toEqual([{ of: "fresh", value: 1 }]);
  expect(value("headroom_database_headroom_connections", change)).toBeUndefined();
});

test("slots that may not be read are no missing slot", () => {
  const slot = (fact: "unseen" | null) => ({ sample: { ...aSampleFact, slot: fact } });
  expect(value("headroom_database_slot_exists", slot("unseen"))).toBeUndefined();
  expect(value("headroom_database_slot_exists", slot(null))).toBe(0);
  expect(value("headroom_database_slot_active", slot(null))).toBeUndefined();
  expect(value("headroom_database_slot_safe_wal_bytes", { sample: aSampleFact })).toBe(8_589_934_592);
});

test("a database that was never checked says so, and has no counts", () => {
  expect(holding("headroom_database_verdict", { check: null })).toEqual([{ of: "not checked", value: 1 }]);
  expect(read("headroom_database_open_checks", { check: null })).toEqual([]);
  expect(read("headroom_database_open_checks")).toEqual([
    { of: "warn", value: 2 },
    { of: "fail", value: 0 },
    { of: "unknown", value: 0 },
  ]);
});

test.each([true, false])("Electric is active as the alert rule judges it: slot active is %s", (active) => {
  const sample = sampleWith((good) => {
    if (Array.isArray(good.slots)) for (const slot of good.slots) slot.active = active;
  });
  const judged = electricNotActive.judge(
    { kind: "electric-not-active" },
    [aReading({ live: aLive({}, sample) })],
    ALERT_NOW,
  );
  const slot = aSampleFact.slot;
  const change = { sample: { ...aSampleFact, slot: slot && slot !== "unseen" ? { ...slot, active } : null } };
  expect(value("headroom_database_electric_active", change)).toBe(judged.status === "quiet" ? 1 : 0);
  expect(value("headroom_database_electric_active", { ...change, electric: "waiting" })).toBe(0);
});
