import { expect, test } from "vitest";
import { fallback, fallbackFor, hasCode, isAbort, reportedElsewhere } from "./unlogged";

const withCode = (code: unknown) => Object.assign(new Error("no"), { code });

test("a fallback stands for any error, and a branch that is reported elsewhere ends in peace", async () => {
  expect(await Promise.reject(new Error("no")).catch(fallback(7, "a test"))).toBe(7);
  expect(await Promise.reject(new Error("no")).catch(reportedElsewhere)).toBeUndefined();
});

test("an error that is not the expected one is thrown on as it is", async () => {
  const left = new DOMException("left", "AbortError");
  const defect = new TypeError("a defect");
  expect(await Promise.reject(left).catch(fallbackFor(isAbort, "left"))).toBe("left");
  await expect(Promise.reject(defect).catch(fallbackFor(isAbort, "left"))).rejects.toBe(defect);
});

test("only an error of the system with a code that is named has it", () => {
  expect(hasCode(withCode("ENOENT"), "EACCES", "ENOENT")).toBe(true);
  expect(hasCode(withCode("EACCES"), "ENOENT")).toBe(false);
  expect([withCode(2), new Error("ENOENT"), "ENOENT", null].map((error) => hasCode(error, "ENOENT"))).toEqual(
    Array(4).fill(false),
  );
});
