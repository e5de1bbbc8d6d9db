import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stringify } from "yaml";
import { RULES, RULES_TEST } from "../metrics-doc";
import { FAULTS } from "./faults";
import { prometheusProgram } from "./program";
import { rulesOf } from "./rules-test";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-promtool-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let promtool: string;
beforeAll(() => {
  promtool = prometheusProgram("promtool");
});

/** Runs promtool and returns what it printed. @throws Error with all that it printed, where it is not content */
const run = (...args: string[]): string => execFileSync(promtool, args, { encoding: "utf8", stdio: "pipe" });

test("the rules are rules of Prometheus", () => {
  expect(run("check", "rules", RULES)).toContain(
    `${rulesOf(readFileSync(RULES, "utf8")).length} rules found`,
  );
});

test("each rule fires on its fault and on no other", () => {
  expect(run("test", "rules", RULES_TEST)).toContain("SUCCESS");
});

test("the table is no test that passes always: a rule that never fires fails it", () => {
  const broken = readFileSync(RULES, "utf8").replace("< 0.1", "< -1");
  writeFileSync(path.join(folder, "rules.yml"), broken);
  writeFileSync(path.join(folder, "rules.test.yml"), readFileSync(RULES_TEST));
  expect(FAULTS.some(({ fires }) => fires === "HeadroomLow")).toBe(true);
  expect(() => run("test", "rules", path.join(folder, "rules.test.yml"))).toThrow(/HeadroomLow/);
});

/** Returns every expression of the dashboard, with values in place of its variables. */
function expressions(): string[] {
  const text = readFileSync("docs/grafana/headroom.json", "utf8");
  const found: string[] = [];
  JSON.parse(text, (key, value: unknown) => {
    if (key === "expr" && typeof value === "string") found.push(value);
    return value;
  });
  return found.map((expr) =>
    expr.replaceAll("$__rate_interval", "5m").replaceAll(/\$(?:database|group)\b/g, ".*"),
  );
}

test("each expression of the dashboard is one of Prometheus", () => {
  const all = expressions();
  expect(all.length).toBeGreaterThan(20);
  const rules = all.map((expr, at) => ({ record: `panel:${at}`, expr }));
  const file = path.join(folder, "dashboard.yml");
  writeFileSync(file, stringify({ groups: [{ name: "dashboard", rules }] }));
  expect(run("check", "rules", file)).toContain(`${all.length} rules found`);
  writeFileSync(
    file,
    stringify({ groups: [{ name: "dashboard", rules: [{ record: "a:b", expr: "sum by (" }] }] }),
  );
  expect(() => run("check", "rules", file)).toThrow(/parse error/);
});
