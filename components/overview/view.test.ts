import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import type { OverviewRow } from "./row";
import {
  countFacets,
  linesOf,
  overviewQuery,
  overviewViewSchema,
  viewDatabases,
  type OverviewView,
} from "./view";

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
  budget: null,
  headroom: null,
  server: name,
  serverName: `${name}.example.com:5432`,
  warns: 0,
  counted: true,
  ...change,
});

const rows = [
  row("billing", { headroom: 9 }),
  row("orders", { standing: "not ready", fails: 3, provider: "planetscale", headroom: -3 }),
  row("search", { standing: "not ready", fails: 1, environment: "staging", headroom: 2 }),
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

test("the strip counts what the other filters leave, whichever of its parts is chosen", () => {
  const view = { ...overviewViewSchema.parse({}), verdict: "ready" as const };
  expect(countFacets(rows, view)).toEqual({
    "": 4,
    short: 1,
    "not ready": 2,
    unknown: 0,
    "ready with warnings": 0,
    "never checked": 1,
    ready: 1,
  });
  expect(countFacets(rows, { ...view, environment: "staging" })).toMatchObject({
    "": 1,
    "not ready": 1,
    ready: 0,
  });
});

test("what a stream told of being short counts more than what the page came with", () => {
  const live = new Map([
    ["orders", false],
    ["search", true],
  ]);
  const view = { ...overviewViewSchema.parse({}), verdict: "short" as const };
  expect(viewDatabases(rows, view, live).map(({ name }) => name)).toEqual(["search"]);
  expect(viewDatabases(rows, view).map(({ name }) => name)).toEqual(["orders"]);
});

test("databases of one server stand together below its head, where its most urgent one stood", () => {
  const lines = linesOf([row("a", { server: "x" }), row("b"), row("c", { server: "x" })]);
  expect(lines.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
    "head x",
    "member a",
    "member c",
    "single b",
  ]);
});

test("where the Electrics of one server do not fit together, each of its databases counts as short", () => {
  const budget = budgetOf(
    snapshotWith(() => undefined),
    defaultTarget,
  );
  if (budget === null) throw new Error("the fixture's activity is seen");
  const half = { ...budget, usable: 30, othersTotal: 0, electricOpen: 0, electricClaimed: 20 };
  const members = ["one", "two"].map((name) => row(name, { server: "s", budget: half, headroom: 10 }));
  const alone = row("alone", { budget: half, headroom: 10 });
  const view = overviewViewSchema.parse({ verdict: "short" });
  expect(viewDatabases([...members, alone], view).map(({ name }) => name)).toEqual(["one", "two"]);
  expect(countFacets([...members, alone], view).short).toBe(2);
});
