import fc from "fast-check";
import { expect, test } from "vitest";
import { layout, verbatim } from "./layout";

test("a line that fits stays as it is", () => {
  expect(layout(["  found      Two tables.", ""], 80)).toBe("  found      Two tables.\n");
});

test("a long line goes on below its own text, after its label, bullet or number", () => {
  expect(layout(["  found      one two three four five six"], 30)).toBe(
    "  found      one two three\n             four five six",
  );
  expect(layout(["  - one two three four five six seven"], 30)).toBe(
    "  - one two three four five\n    six seven",
  );
  expect(layout(["12. one two three four five six seven"], 30)).toBe(
    "12. one two three four five\n    six seven",
  );
});

test("SQL is never broken", () => {
  const sql = `      ALTER TABLE ${"very_long_name".repeat(8)} REPLICA IDENTITY FULL;`;
  expect(layout([verbatim(sql)], 40)).toBe(sql);
});

test("colours take no columns", () => {
  const painted = "\u001b[31mFAIL\u001b[0m     \u001b[1mone two three\u001b[0m four";
  expect(layout([painted], 31)).toBe(painted);
});

test("no line is wider than the terminal unless it is one word, and no word is lost", () => {
  const word = fc.string({ unit: fc.constantFrom("a", "b", "-", "."), minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 40, max: 120 }), (words, width) => {
      const text = layout([words.join(" ")], width);
      for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(width);
      expect(text.split(/\s+/).filter(Boolean)).toEqual(words);
    }),
  );
});
