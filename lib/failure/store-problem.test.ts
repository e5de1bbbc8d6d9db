import { expect, test } from "vitest";
import { STORE_PROBLEMS, storeProblemOf } from "./store-problem";

test("a mark of the store names its problem, and any other mark none", () => {
  expect(storeProblemOf("store-read-only")?.next).toContain("DATABASE_URL");
  for (const mark of [undefined, "", "1234567", "constructor", "toString"])
    expect(storeProblemOf(mark)).toBeNull();
});

test("each says what happened, why and what to do", () => {
  for (const texts of Object.values(STORE_PROBLEMS))
    for (const text of Object.values(texts)) expect(text.length).toBeGreaterThan(20);
});
