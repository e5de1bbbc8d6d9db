import { expect, test } from "vitest";
import { pageWords } from "./page-words";

test.each([
  [{ count: 1, before: null, older: null }, "1 entry."],
  [{ count: 100, before: null, older: 7 }, "The newest 100 entries; older ones follow."],
  [{ count: 100, before: 8, older: 7 }, "100 entries, further back; older ones follow."],
  [{ count: 35, before: 8, older: null }, "The oldest 35 entries."],
  [{ count: 0, before: null, older: null }, "No entry fits."],
])("a page of a long list says which part it is: %j", (shown, words) => {
  expect(pageWords(shown, "entry", "entries")).toBe(words);
});
