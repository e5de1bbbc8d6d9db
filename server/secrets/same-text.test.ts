import { expect, test } from "vitest";
import { isSameText } from "./same-text";

test.each([
  ["", "", true],
  ["abc", "abc", true],
  ["abc", "abd", false],
  ["abc", "ab", false],
  // As many letters, and more bytes.
  ["äbc", "abc", false],
])("%j and %j are the same: %j", (one, other, is) => {
  expect(isSameText(one, other)).toBe(is);
});
