import { expect, test } from "vitest";
import type { OverviewRow } from "./row";
import { overviewQuery, overviewViewSchema, viewDatabases, type OverviewView } from "./view";

const row = (name: string, change: Partial<OverviewRow> = {}): OverviewRow => ({
  id: name,
  name,
  address: `${name}.example.com:5432/app`,
  environment: "production",
  provider: "other",
  sandbox: false,
  archived: false,
  standing: "ready",
  fails: 0,
  ignored: null,
  next: null,
  takenAt: "2026-11-23T03:00:00.000Z",
  gauge: null,
  ...change,
});

const gauge = (left: number, short = 0) => ({
  segments: [],
  ticks: [],
  inUse: 1,
  usable: 22,
  left,
  short,
  sentence: "",
  sum: "",
});

const rows = [
  row("billing", { gauge: gauge(9) }),
  row("orders", { standing: "not ready", fails: 3, provider: "planetscale", gauge: gauge(4, 3) }),
  row("search", { standing: "not ready", fails: 1, environment: "staging", gauge: gauge(2) }),
  row("legacy", { archived: true }),
  row("new", { standing: "never checked", takenAt: null }),
];

const names = (change: Partial<OverviewView>) =>
  viewDatabases(rows, { ...overviewViewSchema.parse({}), ...change }).map(({ name }) => name);

test("what is most wrong stands first, and what is archived stays out", () => {
  expect(names({})).toEqual(["orders", "search", "new", "billing"]);
});

test("filters narrow together", () => {
  expect(names({ verdict: "not ready", environment: "staging" })).toEqual(["search"]);
  expect(names({ provider: "planetscale" })).toEqual(["orders"]);
  expect(names({ archived: "yes" })).toEqual(["legacy"]);
  expect(names({ q: "EXAMPLE.com bill" })).toEqual(["billing"]);
});

test("the fewest connections left come first, those that are short before all, the unknown last", () => {
  expect(names({ sort: "left" })).toEqual(["orders", "search", "billing", "new"]);
});

test("a view survives the way through the URL", () => {
  const view: OverviewView = {
    ...overviewViewSchema.parse({}),
    q: "a&b",
    verdict: "never checked",
    sort: "left",
  };
  expect(overviewViewSchema.parse(Object.fromEntries(new URLSearchParams(overviewQuery(view))))).toEqual(
    view,
  );
  expect(overviewQuery(overviewViewSchema.parse({}))).toBe("");
});
