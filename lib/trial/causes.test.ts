import { expect, test } from "vitest";
import { causesOf } from "./causes";

const finding = (id: string, status: "pass" | "warn" | "fail", objects: string[] = []) => ({
  id,
  title: `Title of ${id}`,
  status,
  objects,
});

test("a failed part of a trial leads to the failing checks that foretell its steps", () => {
  const tried = [finding("trial.login", "fail"), finding("trial.slot", "pass")];
  const checks = [
    finding("role.replication", "fail"),
    finding("role.login", "pass"),
    finding("slot.blockers", "fail"),
    finding("publication.scope", "fail"),
  ];
  expect(causesOf(tried, checks)).toEqual([
    { finding: "trial.login", check: "role.replication", title: "Title of role.replication" },
  ]);
});

test("checks of other tables are no cause of what failed at one table", () => {
  const tried = [finding("trial.tables", "fail", ["public.orders"])];
  expect(causesOf(tried, [finding("tables.ownership", "fail", ["public.items"])])).toEqual([]);
  expect(
    causesOf(tried, [finding("tables.ownership", "fail", ["public.orders", "public.items"])]),
  ).toHaveLength(1);
  expect(causesOf(tried, [finding("role.schema_usage", "fail")])).toHaveLength(1);
});

test("a check that warns explains no failure, and a trial that passed has no cause", () => {
  expect(causesOf([finding("trial.login", "fail")], [finding("role.password", "warn")])).toEqual([]);
  expect(causesOf([finding("trial.login", "pass")], [finding("role.password", "fail")])).toEqual([]);
});
