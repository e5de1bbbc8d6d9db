import { expect, test } from "vitest";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { keepsSurplus } from "./publication";
import type { Wanted } from "@/lib/repair/request";

const orders = { ...aTable, oid: 1, name: "orders" };
const elsewhere = { ...aTable, oid: 2, name: "elsewhere", published: { filter: null, columns: null } };
const keeps = (wanted: Wanted, status: "warn" | "fail", published = elsewhere.published) =>
  keepsSurplus({
    snapshot: snapshotWith((snapshot) => {
      snapshot.relations = [orders, { ...elsewhere, published }];
    }),
    trees: [orders],
    wanted,
    finding: () => ({ status }),
  });

test("what nobody targets stays published unless its own check asks for a plan and nothing else is wrong", () => {
  const own: Wanted = { kind: "checks", checks: ["publication.tables"] };
  expect(keeps({ kind: "ready" }, "warn")).toBe(true);
  expect(keeps(own, "fail")).toBe(true);
  expect(keeps(own, "warn")).toBe(false);
});

test("where everything published is targeted nothing stays behind", () => {
  const whole = snapshotWith((snapshot) => {
    snapshot.relations = [orders];
  });
  const situation = {
    trees: [orders],
    wanted: { kind: "ready" as const },
    finding: () => ({ status: "pass" as const }),
  };
  expect(keepsSurplus({ ...situation, snapshot: whole })).toBe(false);
});
