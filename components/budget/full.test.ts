import { expect, test } from "vitest";
import { budgetOf } from "@/lib/budget/budget";
import { aSample } from "@/lib/sample/fixture";
import { defaultTarget } from "@/lib/target/schema";
import { fullModel } from "./full";
import { gaugeModel, type GaugeModel } from "./model";

function model(): GaugeModel {
  const budget = budgetOf(aSample, defaultTarget);
  if (budget === null) throw new Error("the fixture's activity is seen");
  return gaugeModel(budget);
}

test("a full server keeps whom the latest sample saw, and the rest up to what is usable is taken by nobody knows whom", () => {
  const full = fullModel(model());
  expect(full.segments.map(({ kind, count }) => [kind, count])).toEqual([
    ["electric-open", 20],
    ["application", 6],
    ["unseen", 71],
    ["reserved", 3],
  ]);
  expect(full.segments.reduce((sum, { drawn }) => sum + drawn, 0)).toBe(97);
  expect(full).toMatchObject({ inUse: 97, headroom: null });
  expect(full.sum).toContain("26 held by whom the latest sample saw + 71 taken since = 97 of 97 usable");
});

test("nothing is claimed, free or ours on a server that is full", () => {
  const kinds = fullModel(model()).segments.map(({ kind }) => kind);
  for (const kind of ["electric-claimed", "free", "headroom", "short"]) expect(kinds).not.toContain(kind);
});
