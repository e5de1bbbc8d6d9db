import { expect, test } from "vitest";
import { summary } from "./summary.mjs";

const passing = { name: "types", passed: 1, failures: [], flaky: [], ms: 12_000 };
const failing = {
  name: "integration tests",
  passed: 5,
  failures: [{ file: "a.test.ts", name: "it works", message: "expected 2\nat a.test.ts:3" }],
  flaky: [{ file: "b.test.ts", name: "it waits", message: "was slow" }],
  ms: 90_000,
};

test("the end names each failure and each flaky test with file and message, and its last line is the totals alone", () => {
  expect(summary({ results: [passing, failing] })).toEqual([
    "",
    "Failures (1):",
    "1. integration tests › a.test.ts › it works",
    "     expected 2\n     at a.test.ts:3",
    "",
    "Flaky: failed, and passed when the file was run once more by itself:",
    "flaky: integration tests › b.test.ts › it waits",
    "     was slow",
    "",
    "types: 1 passed, 0 failed, 12 s",
    "integration tests: 5 passed, 1 failed, 1.5 min",
    "6 passed, 1 failed",
  ]);
});

test("a run without a failure says nothing but the totals", () => {
  expect(summary({ results: [passing] })).toEqual([
    "",
    "types: 1 passed, 0 failed, 12 s",
    "1 passed, 0 failed",
  ]);
});

test("a run that was stopped between two steps has failed, and says which steps did not begin", () => {
  const lines = summary({ results: [passing], stopped: "It was stopped by SIGINT.", waiting: ["lint"] });
  expect(lines.slice(2)).toEqual(["lint: not run", "It was stopped by SIGINT.", "1 passed, 1 failed"]);
});
