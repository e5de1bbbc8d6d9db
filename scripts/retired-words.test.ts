import { describe, expect, test } from "vitest";
import { sourceFiles, textOf } from "./sources";

/** Words that docs/glossary.md has retired, with the word of today. Tables and columns of the store keep their names. */
const RETIRED: readonly (readonly [was: RegExp, is: string])[] = [
  [/\bprofile(?:Id)?\b|\bProfileInput\b|\b[a-z]+Profiles?\b/, "database"],
  [/\b(?:mend(?:s|ed|able|ing)?|cur(?:e|es|ed|able|ing))\b/i, "fix, as a verb, or repair"],
  [/\b(?:borrow(?:s|ed|ing)?|lend(?:s|ing)?)\b/i, "temporary grants"],
  [/\bguided ?(?:steps?|section|watch)/i, "manual step"],
  [/\btables to come\b/i, "future tables"],
  [/\bblast radius\b/i, "reach"],
];

/** The scopes of OpenID Connect and a field of Kubernetes, whose names are not ours. */
const NOT_OURS = /\bopenid email profile\b|\bseccompProfile\b/g;

/** Returns the retired words in a text, each with the word of today. */
const retiredIn = (text: string): string[] =>
  RETIRED.flatMap(([was, is]) => {
    const found = was.exec(text.replace(NOT_OURS, ""));
    return found === null ? [] : [`${found[0]}: ${is}`];
  });

/** Sources to search: all but this file, which names the words. */
const sources = sourceFiles.filter((file) => file !== "scripts/retired-words.test.ts");

describe("words that the glossary has retired", () => {
  test("stand in no source", () => {
    expect(sources.length).toBeGreaterThan(1_000);
    const found = sources.flatMap((file) => retiredIn(textOf(file)).map((word) => `${file}: ${word}`));
    expect(found).toEqual([]);
  });

  test.each([
    ["const profileId = 1;", "database"],
    ["/** Reads a profile. */", "database"],
    ["await createProfile(ctx)", "database"],
    ["nothing is mended by it", "fix, as a verb, or repair"],
    ["cures: [CHECK]", "fix, as a verb, or repair"],
    ["rights that it borrows", "temporary grants"],
    ["type GuidedStep = 1", "manual step"],
  ])("are found in %s", (text, is) => {
    expect(retiredIn(text).join()).toContain(is);
  });

  test("are not found in words that hold them", () => {
    expect(retiredIn("secure, recommend, procured, FROM profiles, accurate, amendment, blender")).toEqual([]);
  });
});
