import { describe, expect, test } from "vitest";
import { isStillAwaited } from "./use-latest-verdict";

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 30, 12, 0, seconds)).toISOString();
const verdictAt = (seconds: number) => ({ verdict: "ready" as const, takenAt: at(seconds), fails: 0 });

describe("a check run after a repair", () => {
  const awaited = { after: at(10), until: 100_000 };

  test("is awaited while the latest one is older than the repair, or while there is none", () => {
    expect(isStillAwaited(awaited, verdictAt(9), 1)).toBe(true);
    expect(isStillAwaited(awaited, null, 1)).toBe(true);
  });

  test("is no longer awaited once it is there, or once the wait was too long", () => {
    expect(isStillAwaited(awaited, verdictAt(11), 1)).toBe(false);
    expect(isStillAwaited(awaited, verdictAt(9), 100_000)).toBe(false);
  });

  test("is not awaited where no repair ended", () => {
    expect(isStillAwaited(null, verdictAt(9), 1)).toBe(false);
  });
});
