import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SignInFailures } from "./sign-in-failures";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Entry = { detail: Record<string, unknown>; address: string | null };

function failures() {
  const entries: Entry[] = [];
  const ledger = new SignInFailures((detail, address) => {
    entries.push({ detail, address });
    return Promise.resolve();
  });
  return { entries, ledger };
}
const guess = (account: string, address = "203.0.113.7", outcome: "wrong" | "throttled" = "wrong") => ({
  account,
  address,
  outcome,
});

test("the first failure of an account from an address is written at once, with why", async () => {
  const { entries, ledger } = failures();
  await ledger.add(guess("ada@example.com"));
  await ledger.add(guess("ada@example.com", "203.0.113.7", "throttled"));
  await ledger.add(guess("ada@example.com", "198.51.100.2"));
  expect(entries).toEqual([
    { detail: { account: "ada@example.com", outcome: "wrong" }, address: "203.0.113.7" },
    { detail: { account: "ada@example.com", outcome: "throttled" }, address: "203.0.113.7" },
    { detail: { account: "ada@example.com", outcome: "wrong" }, address: "198.51.100.2" },
  ]);
});

test("a flood of guesses makes thirty entries and one with their number in a quarter of an hour", async () => {
  const { entries, ledger } = failures();
  for (let guessed = 0; guessed < 20_000; guessed += 1)
    await ledger.add(guess(`person${guessed}@example.com`, `203.0.113.${guessed % 250}`));
  expect(entries).toHaveLength(30);
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(entries).toHaveLength(31);
  expect(entries.at(-1)).toMatchObject({
    address: null,
    detail: { outcome: "wrong", more: 19_970, throttled: 0, accounts: 1_000, addresses: 250 },
  });
  expect(JSON.stringify(entries.at(-1)).length).toBeLessThan(1_000);
});

test("the accounts that were tried most are named, and the address where it is one", async () => {
  const { entries, ledger } = failures();
  for (let guessed = 0; guessed < 9; guessed += 1) await ledger.add(guess("ada@example.com"));
  await ledger.flush();
  expect(entries.at(-1)).toMatchObject({
    address: "203.0.113.7",
    detail: { more: 8, most: "ada@example.com (8)" },
  });
});

test("after a window the first failure is written at once again, and a quiet window writes nothing", async () => {
  const { entries, ledger } = failures();
  await ledger.add(guess("ada@example.com"));
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(entries).toHaveLength(1);
  await ledger.add(guess("ada@example.com"));
  expect(entries).toHaveLength(2);
});

test("what was counted stays where the store is away at the end of a window", async () => {
  const entries: Record<string, unknown>[] = [];
  let away = false;
  const ledger = new SignInFailures((detail) => {
    if (away) return Promise.reject(new Error("away"));
    entries.push(detail);
    return Promise.resolve();
  });
  await ledger.add(guess("ada@example.com"));
  await ledger.add(guess("ada@example.com"));
  away = true;
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  away = false;
  await vi.advanceTimersByTimeAsync(15 * 60_000);
  expect(entries.at(-1)).toMatchObject({ more: 1 });
});
