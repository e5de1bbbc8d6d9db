import { expect, test } from "vitest";
import { durationMs, sizeBytes } from "./units";

test.each([
  ["1min", 60_000],
  ["30s", 30_000],
  ["500ms", 500],
  ["30000", 30_000],
  ["0", 0],
  ["1.5 h", 5_400_000],
  ["2d", 172_800_000],
  ["250us", 0.25],
])("reads the time %s as %d ms", (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test("reads a number alone in the unit that the setting has", () => {
  expect(durationMs("60", "s")).toBe(60_000);
  expect(sizeBytes("512", "MB")).toBe(536_870_912);
});

test.each([
  ["4GB", 4_294_967_296],
  ["64kB", 65_536],
  ["8192B", 8192],
  ["1TB", 1_099_511_627_776],
])("reads the size %s as %d bytes", (text, bytes) => {
  expect(sizeBytes(text, "MB")).toBe(bytes);
});

test("leaves -1, which means without limit, negative", () => {
  expect(sizeBytes("-1", "MB")).toBeLessThan(0);
});

test.each(["", "soon", "5 lightyears", "1min 2s", "5 constructor", "1 gb"])(
  "knows that %j is neither",
  (text) => {
    expect(durationMs(text)).toBeNull();
    expect(sizeBytes(text, "MB")).toBeNull();
  },
);
