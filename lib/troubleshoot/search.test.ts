import { expect, test } from "vitest";
import { entries, errorPath } from "./entries";
import { listedParts } from "./listed";
import { searchParts } from "./search";

const found = (text: string) =>
  searchParts(listedParts(), text).flatMap(({ errors }) => errors.map(({ href }) => href));

test("a search without words finds every known error by its part", () => {
  expect(found(" ")).toEqual(entries.map(({ slug }) => errorPath(slug)));
});

test("a search finds the errors with every one of its words, whatever their case", () => {
  expect(found("OWNER table")).toContain("/errors/must-be-owner-of-table");
  expect(found("owner table").length).toBeLessThan(entries.length / 4);
  expect(found("no message has these words")).toEqual([]);
});
