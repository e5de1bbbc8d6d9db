import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { linesOf } from "./list-lines";
import type { OverviewRow } from "./row";
import { countFacets, overviewQuery, overviewViewSchema, viewDatabases, type OverviewView } from "./view";

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

const listed = (shown: readonly OverviewRow[], all = shown, fold = true) =>
  linesOf(shown, all, { fold }).map(({ kind, key }) => `${kind} ${key}`);

test("databases of one server stand together below its head, where its most urgent one stood", () => {
  const members = [row("a", { server: "x" }), row("b"), row("c", { server: "x" })];
  expect(listed(members)).toEqual(["head x", "member a", "member c", "single b"]);
});

test("the head of a server knows all of its databases, whatever of them a filter leaves", () => {
  const all = ["a", "b", "c"].map((name) => row(name, { server: "x" }));
  const archived = row("d", { server: "x", archived: true });
  const [head, ...rest] = linesOf(all.slice(0, 1), [...all, archived], { fold: true });
  expect(head).toEqual({ kind: "head", key: "x", shown: 1, all });
  expect(rest.map(({ kind }) => kind)).toEqual(["member"]);
});

test("in a long list the databases of a server without anything to do are one line, unless all are asked for", () => {
  const act = { says: "Create role electric", href: "/" };
  const failing = row("failing", { server: "x", standing: "not ready", next: act });
  const warned = row("warned", { server: "x", standing: "ready with warnings", next: act });
  const ready = Array.from({ length: 9 }, (_, at) => row(`ready ${at}`, { server: "x" }));
  const alone = Array.from({ length: 4 }, (_, at) => row(`alone ${at}`));
  const all = [failing, warned, ...alone, ...ready];
  expect(listed(all)).toEqual(["head x", "member failing", "member warned", "fold x ready", "fold  ready"]);
  expect(listed(all, all, false)).toHaveLength(16);
  expect(listed([failing, warned, ...ready])).toHaveLength(12);
});

test("where the Electrics of one server do not fit together, the server counts once as short, with each of its databases", () => {
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
  expect(countFacets([...members, alone], view).short).toBe(1);
  const byLeft = overviewViewSchema.parse({ sort: "left" });
  expect(viewDatabases([alone, ...members], byLeft).map(({ name }) => name)).toEqual(["one", "two", "alone"]);
});
