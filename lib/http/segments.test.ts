import { expect, test } from "vitest";
import { routeTemplateOf } from "./route-template";
import { methodsOf } from "./routes";
import { segmentsOf } from "./segments";

test.each([
  ["/", ["", ""]],
  ["//", ["", ""]],
  ["", [""]],
  ["/team", ["", "team"]],
  ["/team///", ["", "team"]],
  ["/databases//history", ["", "databases", "", "history"]],
])("the segments of %j are %j", (path, segments) => {
  expect(segmentsOf(path)).toEqual(segments);
});

// A pattern that begins anew at each slash takes minutes for this row, while no other request is answered.
test("a long row of slashes before a letter is read once", () => {
  const target = `${"/".repeat(300_000)}a`;
  expect(routeTemplateOf(target)).toBe("other");
  expect(methodsOf(target, false)).toEqual(["GET", "HEAD"]);
});
