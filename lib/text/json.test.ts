import { expect, test } from "vitest";
import { parseJson } from "./json";

test("a text that is no JSON holds undefined, which no JSON does", () => {
  expect(["null", "[1]", '{"a":"b"}'].map(parseJson)).toEqual([null, [1], { a: "b" }]);
  expect(["", "<html>", '{"a"', "undefined"].map(parseJson)).toEqual(Array(4).fill(undefined));
});

test("a text that is nested more than 100 deep is not parsed, whatever its strings hold", () => {
  const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
  expect(parseJson(nested("[", "]", 100))).toBeDefined();
  expect(parseJson(nested("[", "]", 101))).toBeUndefined();
  expect(parseJson(`${'{"a":'.repeat(101)}1${"}".repeat(101)}`)).toBeUndefined();
  expect(parseJson(`{"a":"\\"${"[".repeat(500)}","b":["\\\\",[]]}`)).toEqual({
    a: `"${"[".repeat(500)}`,
    b: ["\\", []],
  });
  expect(parseJson(`[${"[],".repeat(500)}[]]`)).toHaveLength(501);
});
