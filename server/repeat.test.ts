import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { repeat } from "./repeat";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("the work is done once an interval, the first time after one", async () => {
  let rounds = 0;
  const stop = repeat(async () => (rounds += 1), 1000, "a test");
  expect(rounds).toBe(0);
  await vi.advanceTimersByTimeAsync(3000);
  expect(rounds).toBe(3);
  stop();
});

test("a round is left out while the one before it goes on, and comes again after it", async () => {
  const begun: (() => void)[] = [];
  const stop = repeat(() => new Promise<void>((end) => begun.push(end)), 1000, "a test");
  await vi.advanceTimersByTimeAsync(5000);
  expect(begun).toHaveLength(1);
  begun[0]?.();
  await vi.advanceTimersByTimeAsync(1000);
  expect(begun).toHaveLength(2);
  stop();
});

test.each([
  ["rejects", () => Promise.reject(new Error("away"))],
  [
    "throws at once",
    () => {
      throw new Error("away");
    },
  ],
])("work that %s is logged with why it may, and is tried again", async (kind, work) => {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => written.push(String(line)) > 0);
  vi.spyOn(process.stderr, "write").mockImplementation((line) => written.push(String(line)) > 0);
  let rounds = 0;
  const stop = repeat(
    () => {
      rounds += 1;
      return work();
    },
    1000,
    `the next round tries again after it ${kind}`,
  );
  await vi.advanceTimersByTimeAsync(2000);
  stop();
  expect(rounds).toBe(2);
  expect(written.join("")).toContain(`the next round tries again after it ${kind}`);
});

test("no round begins after the stop", async () => {
  let rounds = 0;
  const stop = repeat(async () => (rounds += 1), 1000, "a test");
  await vi.advanceTimersByTimeAsync(1000);
  stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(rounds).toBe(1);
});
