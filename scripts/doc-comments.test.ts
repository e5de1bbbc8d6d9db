import { expect, test } from "vitest";
import { sourceFiles, textOf } from "./sources";

/** A doc comment begins with a verb or a noun (CONTRIBUTING.md), so that a reader of a list of them sees the thing first. */
const PRONOUN = /\/\*\*\s*(?:\*\s*)?(?:Who|Whom|Whose|What|Where|It|Somebody|Nobody|Everybody|Whoever)\b/;

test("no doc comment begins with a pronoun", () => {
  const found = sourceFiles.filter(
    (file) => file !== "scripts/doc-comments.test.ts" && PRONOUN.test(textOf(file)),
  );
  expect(sourceFiles.length).toBeGreaterThan(1_000);
  expect(found).toEqual([]);
});

test.each(["/** What it is. */", "/**\n * Where a plan was made. */", "/** It has a key. */"])(
  "a pronoun is found in %j",
  (text) => {
    expect(PRONOUN.test(text)).toBe(true);
  },
);
