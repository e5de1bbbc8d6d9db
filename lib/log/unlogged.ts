/*
 * Handlers of a rejected promise for code without a log: the browser, the launcher, the scripts. Code of the server has
 * `ignore` (server/http/log.ts). Each handler says by its name or its `why` why the error is not acted upon.
 */

/** Returns a handler that resolves with `value` after any error; `why` says why the error itself does not matter there. */
export const fallback =
  <Value>(value: Value, _why: string) =>
  (_error: unknown): Value =>
    value;

/** Handles the second branch of a promise whose error the holder of the first branch reports. */
export const reportedElsewhere = fallback(undefined, "the holder of the promise's other branch reports it");

/** Returns a handler that resolves with `value` after an expected error, and throws every other. */
export const fallbackFor =
  <Value>(isExpected: (error: unknown) => boolean, value: Value) =>
  (error: unknown): Value => {
    if (!isExpected(error)) throw error;
    return value;
  };

/** Returns whether an error says that a signal ended the work, as fetch, streams and timers throw it. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === "AbortError";

/** Returns whether an error of the system has one of these codes, such as ENOENT. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
