import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { Gauge } from "./gauge";
import { gaugeModel, placed, scaleOf } from "./model";

const modelOf = (change: (snapshot: ReachedSnapshot) => void) => {
  const budget = budgetOf(snapshotWith(change), defaultTarget);
  if (budget === null) throw new Error("the fixture's activity is seen");
  return gaugeModel(budget);
};

const quietServer = (snapshot: ReachedSnapshot) => {
  snapshot.server.maxConnections = 25;
  snapshot.activity = {
    groups: [
      { role: "app", database: "orders", applicationName: "<b>web</b>", count: 7, own: false },
      { role: "postgres", database: "orders", applicationName: "headroom", count: 1, own: true },
    ],
    hidden: 0,
  };
};

test("what is short is drawn from usable on, exactly as long as its number, and no application is blamed", () => {
  const model = modelOf(quietServer);
  expect(model.headroom).toBe(-5);
  const scale = scaleOf(model);
  const short = placed(model).find(({ kind }) => kind === "short");
  expect(short?.from).toBeCloseTo((22 / scale) * 100);
  expect(short?.size).toBeCloseTo((5 / scale) * 100);
  const claimed = model.segments.find(({ kind }) => kind === "electric-claimed");
  expect(claimed).toMatchObject({ count: 20, drawn: 15 });
  expect(model.segments.find(({ kind }) => kind === "application")).toMatchObject({ count: 7, drawn: 7 });
});

test("where all fits the segments end at usable, and what is left is the headroom", () => {
  const model = modelOf(() => undefined);
  expect(model.headroom).toBe(71);
  expect(model.segments.find(({ kind }) => kind === "free")).toMatchObject({ label: "Left", count: 71 });
  expect(model.segments.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(97);
});

test("Headroom's own session and what is reserved are named and take no part of the bar", () => {
  const named = modelOf(quietServer).segments.filter(
    ({ kind }) => kind === "headroom" || kind === "reserved",
  );
  expect(named.map(({ count, drawn }) => [count, drawn])).toEqual([
    [3, 0],
    [1, 0],
  ]);
});

test("the list names the whole claim, also the part that finds no place", () => {
  expect(modelOf(quietServer).segments.find(({ kind }) => kind === "electric-claimed")?.count).toBe(20);
});

test("the bar is a meter that says its reading, and the sum is printed", () => {
  const model = modelOf(quietServer);
  const html = renderToStaticMarkup(
    <Gauge model={model} size="full" name="orders" at="2026-11-23T03:00:00Z" />,
  );
  expect(html).toContain('role="meter"');
  expect(html).toContain(`aria-valuetext="${model.sentence}"`);
  expect(html).toContain(model.sum);
  expect(html).toContain("5 short");
});

test("names from a database are drawn as text", () => {
  const html = renderToStaticMarkup(
    <Gauge model={modelOf(quietServer)} size="full" name="orders" at="2026-11-23T03:00:00Z" />,
  );
  expect(html).not.toContain("<b>");
  expect(html).toContain("&lt;b&gt;web");
});

test.each(["row", "card", "full"] as const)("the gauge in size %s needs no inline style", (size) => {
  const html = renderToStaticMarkup(
    <Gauge model={modelOf(quietServer)} size={size} name="orders" at="2026-11-23T03:00:00Z" />,
  );
  expect(html).not.toContain("style=");
});
