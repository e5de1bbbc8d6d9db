import { describe, expect, test } from "vitest";
import { BadInput } from "./errors";
import { requirePlainText } from "./plain-text";

const refusalOf = (input: unknown): BadInput | null => {
  try {
    requirePlainText(input);
    return null;
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
};

test.each(["", "plain", "naïve 日本語 👩‍🚀", "\u0001 \n\t", 1, null, undefined, true, [[]], new Date(0)])(
  "%j passes",
  (input) => {
    expect(refusalOf(input)).toBeNull();
  },
);

describe.each([
  ["a NUL", "a\0b"],
  ["a high surrogate alone", "a\ud800b"],
  ["a low surrogate alone", "\udc00"],
])("%s is refused", (_name, text) => {
  test.each([
    ["by itself", text, ""],
    ["in a field", { name: text }, "name"],
    ["in a field of a field", { target: { scope: { schemas: ["public", text] } } }, "target.scope.schemas.1"],
    ["in the name of a field", { [text]: 1 }, ""],
    ["in a list of arguments", ["id", { reason: text }], "1.reason"],
    ["in a map", new Map([["name", text]]), "name"],
    ["in a set", new Set([text]), "0"],
  ])("%s", (_where, input, path) => {
    const refusal = refusalOf(input);
    expect(refusal?.status).toBe(422);
    expect(Object.keys(refusal?.fields ?? {})).toEqual([path]);
    expect(refusal?.message).toMatch(/NUL|surrogate/);
  });
});

test("input that holds itself is walked once", () => {
  const input: { self?: unknown; text: string } = { text: "plain" };
  input.self = input;
  expect(refusalOf(input)).toBeNull();
  input.text = "\0";
  expect(refusalOf(input)).not.toBeNull();
});

test("input that is deeper or larger than any of ours is refused, not followed", () => {
  let deep: unknown = "x";
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(refusalOf(deep)?.message).toMatch(/nested too deeply/);
  expect(refusalOf(new Array(200_001).fill(1))?.message).toMatch(/too many values/);
});
