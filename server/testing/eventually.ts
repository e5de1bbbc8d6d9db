import "server-only";
import { vi } from "vitest";

/** The time until a condition that is waited for is taken for one that never holds, in ms; no measure of slowness. */
const PATIENCE = 2 * 60_000;

/** Tries until it does not throw and returns what it returned. @throws the last error after two minutes */
export const eventually = <Result>(attempt: () => Result | Promise<Result>): Promise<Result> =>
  vi.waitFor(attempt, { timeout: PATIENCE, interval: 50 });
