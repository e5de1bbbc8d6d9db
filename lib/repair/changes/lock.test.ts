import { expect, test } from "vitest";
import { blocksOf } from "./lock";

test("how long a lock is held is said by how many tables it takes, not as milliseconds where it is a second", () => {
  expect(blocksOf("ACCESS EXCLUSIVE", 12)).toContain("some milliseconds");
  expect(blocksOf("ACCESS EXCLUSIVE", 1_000)).toContain("some hundred milliseconds");
  expect(blocksOf("ACCESS EXCLUSIVE", 10_000)).toContain("about 10 s");
});

test("a lock that lets reads and writes go on says so", () => {
  expect(blocksOf("SHARE UPDATE EXCLUSIVE", 10_000)).toContain("reads and writes go on");
});
