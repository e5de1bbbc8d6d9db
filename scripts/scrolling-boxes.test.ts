import { expect, test } from "vitest";
import { sourceFiles, textOf } from "./sources";

/** Class names of a box that scrolls. */
const SCROLLS = /"([^"\n]*\boverflow(?:-x)?-auto\b[^"\n]*)"/g;

const boxes = sourceFiles
  .filter((file) => /^(app|components)\/.*\.tsx$/.test(file))
  .flatMap((file) => [...textOf(file).matchAll(SCROLLS)].map(([, names = ""]) => ({ file, names })));

test("a box that scrolls keeps texts for screen readers within, which are placed absolutely", () => {
  expect(boxes.length).toBeGreaterThan(10);
  // Code has no such texts.
  const open = boxes.filter(({ names }) => !/\b(?:relative|font-mono)\b/.test(names));
  expect(open).toEqual([]);
});
