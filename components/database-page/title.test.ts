import { expect, test } from "vitest";
import { briefOf } from "@/lib/report/brief";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { titleOf } from "./title";

const budget = (maxConnections: number) =>
  budgetOf(
    snapshotWith((snapshot) => {
      snapshot.server.maxConnections = maxConnections;
      snapshot.activity = {
        groups: [{ role: "app", database: "orders", applicationName: "web", count: 7, own: false }],
        hidden: 0,
      };
    }),
    defaultTarget,
  );

const brief = briefOf([]);
const failing = { ...brief, counts: { ...brief.counts, fail: 3 } };

test("the title of a tab begins with what is wrong", () => {
  expect(titleOf("orders", "", { brief: failing, budget: budget(100) })).toBe("(3 fail) orders");
  expect(titleOf("orders", "", { brief: failing, budget: budget(25) })).toBe("(5 short) orders");
  expect(titleOf("orders", "tables", { brief, budget: budget(25) })).toBe("(5 short) orders, tables");
});

test("without a problem, or before the first visit, it is the name", () => {
  expect(titleOf("orders", "", { brief, budget: budget(100) })).toBe("orders");
  expect(titleOf("orders", "readiness", null)).toBe("orders, readiness");
});
