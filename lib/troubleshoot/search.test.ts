import { expect, test } from "vitest";
import { entries } from "./entries";
import { searchErrors } from "./search";

const slugs = (text: string) =>
  searchErrors(text).flatMap(({ entries: some }) => some.map(({ slug }) => slug));

test("a search without words finds every known error by its part", () => {
  expect(slugs(" ")).toEqual(entries.map(({ slug }) => slug));
});

test("a search finds the errors with every one of its words, whatever their case", () => {
  expect(slugs("OWNER table")).toContain("must-be-owner-of-table");
  expect(slugs("owner table").length).toBeLessThan(entries.length / 4);
  expect(slugs("no message has these words")).toEqual([]);
});
