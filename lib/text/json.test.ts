import { expect, test } from "vitest";
import { parseJson } from "./json";

test("a text that is no JSON holds undefined, which no JSON does", () => {
  expect(["null", "[1]", '{"a":"b"}'].map(parseJson)).toEqual([null, [1], { a: "b" }]);
  expect(["", "<html>", '{"a"', "undefined"].map(parseJson)).toEqual(Array(4).fill(undefined));
});
