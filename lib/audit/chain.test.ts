import { expect, test } from "vitest";
import { chainText, type Entry } from "./chain";

const entry: Entry = {
  at: new Date("2026-11-23T03:00:00.123Z"),
  userRef: "a",
  userName: "Ada",
  fromAddress: "203.0.113.7",
  profileRef: "p",
  profileName: "Orders",
  action: "run a plan",
  detail: { b: 1, a: [{ d: null, c: "x" }] },
};

test("the order of keys, which the store does not keep, makes no difference", () => {
  const turned = { ...entry, detail: { a: [{ c: "x", d: null }], b: 1 } };
  expect(chainText(turned, "0")).toBe(chainText(entry, "0"));
});

test.each([
  ["the time", { at: new Date("2026-11-23T03:00:00.124Z") }],
  ["who", { userName: "Eve" }],
  ["whose account", { userRef: "e" }],
  ["from where", { fromAddress: null }],
  ["which database", { profileName: "Other" }],
  ["what was done", { action: "rehearse a plan" }],
  ["a detail", { detail: { b: 2, a: [{ d: null, c: "x" }] } }],
])("another text for another %s", (_what, change) => {
  expect(chainText({ ...entry, ...change }, "0")).not.toBe(chainText(entry, "0"));
});

test("the entry before is part of it", () => {
  expect(chainText(entry, "0")).not.toBe(chainText(entry, "1"));
});
