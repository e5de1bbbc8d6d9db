import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TooMany } from "../errors";
import { countUse, forgetTokenUses, MOST_USES, USES_SECONDS } from "./uses";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  forgetTokenUses();
  vi.useRealTimers();
});

test("a token that never waits is refused with the time to try again, and no other token is", async () => {
  for (let sent = 0; sent < MOST_USES; sent++) await countUse("busy");
  const refused = await countUse("busy").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(TooMany);
  expect(refused).toMatchObject({ status: 429, retryAfter: USES_SECONDS });
  await expect(countUse("quiet")).resolves.toBeUndefined();
  vi.advanceTimersByTime(USES_SECONDS * 1000 + 1);
  await expect(countUse("busy")).resolves.toBeUndefined();
});
