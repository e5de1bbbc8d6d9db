import { describe, expect, test } from "vitest";
import { sourceFiles, textOf } from "./sources";

/** A doc comment begins with a verb or a noun (CONTRIBUTING.md), so that a reader of a list of them sees the thing first. */
const PRONOUN =
  /\/\*\*\s*(?:\*\s*)?(?:Who|Whom|Whose|What|Where|It|This|That|These|Those|They|Somebody|Nobody|Everybody|Everyone|Anybody|Anyone|Whoever)\b/;

/** Words that stand for a role, a person or a program without naming it. The user `nobody` of Unix is a name, in backticks. */
const UNNAMED = /(?<!`)\b(?:nobody|somebody|someone|everybody|everyone|anybody|anyone|whoever|wherever)\b/i;

/** Comments of a source: blocks, and the rest of a line after two slashes that no address holds. */
const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/ .*$/gm;

/** Returns the comments of a text with a word that names no one. */
const unnamedIn = (text: string): string[] =>
  [...text.matchAll(COMMENT)].map(([comment]) => comment).filter((comment) => UNNAMED.test(comment));

/** This file names the words, and is no user of them. */
const sources = sourceFiles.filter((file) => file !== "scripts/doc-comments.test.ts");

describe("comments", () => {
  test("begin with a verb or a noun, and not with a pronoun", () => {
    expect(sources.length).toBeGreaterThan(1_000);
    expect(sources.filter((file) => PRONOUN.test(textOf(file)))).toEqual([]);
  });

  test("name the role, person or program that they tell of", () => {
    const found = sources.flatMap((file) => unnamedIn(textOf(file)).map((comment) => `${file}: ${comment}`));
    expect(found).toEqual([]);
  });
});

test.each([
  "/** What it is. */",
  "/**\n * Where a plan was made. */",
  "/** It has a key. */",
  "/** Those that stay. */",
])("a pronoun is found in %j", (text) => {
  expect(PRONOUN.test(text)).toBe(true);
});

test.each(["/** A lock that nobody holds. */", "  // Whoever runs it.", "/*\n * Left to\n * someone. */"])(
  "a word that names no one is found in %j",
  (text) => {
    expect(unnamedIn(text)).toHaveLength(1);
  },
);

test.each(['const says = "for everybody";', "const url = 'http://nobody.example';", "/** As `nobody`. */"])(
  "none is found in %j",
  (text) => {
    expect(unnamedIn(text)).toEqual([]);
  },
);
