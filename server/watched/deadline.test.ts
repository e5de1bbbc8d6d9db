import { expect, test } from "vitest";
import { within } from "./deadline";

const never = (): Promise<never> => new Promise(() => {});
const late = () => new Error("too late");

test("work that does not end is given up, and told so through its signal", async () => {
  let told: AbortSignal | null = null;
  const work = (signal: AbortSignal) => {
    told = signal;
    return never();
  };
  await expect(within(1, undefined, late, work)).rejects.toThrow("too late");
  expect(told).toMatchObject({ aborted: true });
});

test("work that ends in time is not touched", async () => {
  let told: AbortSignal | null = null;
  const result = await within(1_000, undefined, late, async (signal) => {
    told = signal;
    return 7;
  });
  expect(result).toBe(7);
  expect(told).toMatchObject({ aborted: false });
});

test("a caller who gives up ends the work with its own reason, before it began and while it runs", async () => {
  const before = AbortSignal.abort(new Error("gave up before"));
  let ran = false;
  const work = async () => void (ran = true);
  await expect(within(1_000, before, late, work)).rejects.toThrow("gave up before");
  expect(ran).toBe(false);
  const caller = new AbortController();
  const running = within(1_000, caller.signal, late, never);
  caller.abort(new Error("gave up"));
  await expect(running).rejects.toThrow("gave up");
});
