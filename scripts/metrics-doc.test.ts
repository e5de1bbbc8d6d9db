import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allMetrics } from "@/lib/metrics";
import { metricsMarkdown, PAGE, RULES, RULES_TEST, rulesTestText } from "./metrics-doc";
import { FAULTS, WELL } from "./prometheus/faults";
import { rulesOf } from "./prometheus/rules-test";

const read = (file: string) => readFileSync(file, "utf8");
const rules = rulesOf(read(RULES));

test("the page of the metrics is the one that their declarations make, each of them on it once", async () => {
  const page = read(PAGE);
  expect(page).toBe(await metricsMarkdown());
  for (const [name] of allMetrics) expect(page.split(`| \`${name}\` `)).toHaveLength(2);
});

test("the test of the rules is the one that the table of faults makes", async () => {
  expect(read(RULES_TEST)).toBe(await rulesTestText(read(RULES)));
});

test("each rule has a fault in the table, and each fault is one of a rule", () => {
  const fired = FAULTS.flatMap(({ fires }) => fires ?? []);
  expect([...new Set(fired)].sort()).toEqual(rules.map(({ alert }) => alert).sort());
});

/** Names of metrics in a text, without the endings that a histogram's series have. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/\bheadroom_[a-z0-9_]+/g)].map(([name]) => name.replace(/_(?:bucket|sum|count)$/, ""));

test.each([
  ["the rules", rules.map(({ expr }) => expr).join("\n")],
  ["the table of faults", Object.keys(WELL).join("\n")],
  ["the dashboard", read("docs/grafana/headroom.json")],
])("%s name no metric that /metrics does not print", (_where, text) => {
  const declared = new Set(allMetrics.map(([name]) => name));
  const named = namesIn(text);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !declared.has(name))).toEqual([]);
});
