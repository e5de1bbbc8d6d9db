import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { snapshotWith } from "@/lib/snapshot/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { claimModel } from "./claim";

test("the claim of one Electric is drawn on the server's scale, without the server's figure", () => {
  const budget = budgetOf(
    snapshotWith(() => undefined),
    defaultTarget,
  );
  if (budget === null) throw new Error("the fixture's activity is seen");
  const model = claimModel({ ...budget, usable: 30, othersTotal: 25, electricOpen: 5, electricClaimed: 15 });
  expect(model.segments.map(({ kind, drawn }) => [kind, drawn])).toEqual([
    ["electric-open", 5],
    ["electric-claimed", 15],
    ["free", 10],
  ]);
  expect(model.sentence).toBe("20 claimed of 30 usable, 5 open");
});
