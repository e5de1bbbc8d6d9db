import { expect, test } from "vitest";
import { keptTables, LEFT_OUT, tablesInOrder } from "./tables";

test("each table of the schema is in a backup or is left out with a reason, and none that is left out is unknown", () => {
  const all = tablesInOrder();
  expect(new Set(all).size).toBe(all.length);
  expect(Object.keys(LEFT_OUT).filter((name) => !all.includes(name))).toEqual([]);
  expect(keptTables().length + Object.keys(LEFT_OUT).length).toBe(all.length);
});

test("a table comes after those that it refers to, and no kept one refers to one that is left out", () => {
  const kept = keptTables();
  const at = (name: string) => kept.indexOf(name);
  expect(at("user")).toBeLessThan(at("audit_events"));
  expect(at("profiles")).toBeLessThan(at("credentials"));
  expect(at("alert_episodes")).toBeLessThan(at("alert_events"));
  expect(at("share_links")).toBeGreaterThan(at("user"));
});
