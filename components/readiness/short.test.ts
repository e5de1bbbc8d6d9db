import fc from "fast-check";
import { expect, test } from "vitest";
import { MOST_WORDS, shortened } from "./short";

test("a short finding stands whole", () => {
  expect(shortened("there is no role electric")).toBe("there is no role electric");
});

test("a long finding ends with its last whole clause", () => {
  expect(
    shortened(
      "20 claimed + 9 others = 29 of 22 usable, which is 7 more than there are. Headroom's own session is not counted.",
    ),
  ).toBe("20 claimed + 9 others = 29 of 22 usable …");
});

test("one clause that is too long is cut after fifteen words", () => {
  const words = Array.from({ length: 40 }, (_, at) => `w${at}`);
  expect(shortened(words.join(" "))).toBe(`${words.slice(0, MOST_WORDS).join(" ")} …`);
});

test("no finding is longer than fifteen words, and none begins otherwise than it does", () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z0-9.,;]{1,8}$/), { minLength: 1, maxLength: 60 }),
      (words) => {
        const text = shortened(words.join(" "));
        const kept = text.replace(/ …$/, "").split(" ");
        expect(kept.length).toBeLessThanOrEqual(MOST_WORDS);
        expect(words.join(" ").startsWith(kept.join(" "))).toBe(true);
      },
    ),
  );
});
