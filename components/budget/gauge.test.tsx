import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget } from "@/lib/target/schema";
import { Gauge } from "./gauge";
import { gaugeModel, placed } from "./model";

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

test("a claim that does not fit ends in what is short, drawn past max_connections", () => {
  const model = modelOf(quietServer);
  expect(model.short).toBe(5);
  expect(model.segments.at(-1)).toMatchObject({ kind: "short", count: 5, drawn: 5 });
  expect(model.segments.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(25 + 5);
  const { segments, scale } = placed(model);
  expect(segments.at(-1)?.from).toBeCloseTo((25 / scale) * 100);
});

test("where all fits the bar ends at max_connections", () => {
  const model = modelOf(() => undefined);
  expect(model.short).toBe(0);
  expect(model.segments.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(100);
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
