import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { RunShown } from "@/lib/repair/run/schema";
import { aRun } from "./fixture";
import { StillOpen } from "./still-open";

const wal = {
  check: "server.wal_level",
  title: "wal_level is logical",
  promised: false,
  before: "fail",
  after: "fail",
  found: "wal_level is replica",
} as const;

const drawn = (change: Partial<RunShown>) =>
  renderToStaticMarkup(
    <StillOpen databaseId="1" run={aRun({ state: "applied", compared: [wal], ...change })} />,
  );

test("a run that was applied says which checks still fail, and leads to what is left to do", () => {
  const html = drawn({});
  expect(html).toContain("1 check still fails");
  expect(html).toContain("wal_level is replica");
  expect(html).toContain('href="/databases/1/repair"');
});

test("nothing is said where nothing fails, nothing was committed, or Electric was taken out", () => {
  expect(drawn({ compared: [{ ...wal, after: "pass" }] })).toBe("");
  expect(drawn({ state: "rehearsed" })).toBe("");
  expect(drawn({ plan: { ...aRun({}).plan, for: { kind: "clean-up" } } })).toBe("");
});
