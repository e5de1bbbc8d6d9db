import { expect, test } from "vitest";
import { safeReturnPath, signInPath } from "./return-path";

test("a page of ours is kept with its query", () => {
  const path = "/databases/1/connections?at=2026-11-30T03%3A12%3A00Z";
  expect(safeReturnPath(path)).toBe(path);
  expect(safeReturnPath(`${path}&_rsc=x1`)).toBe(path);
  expect(signInPath(path)).toBe(`/sign-in?to=${encodeURIComponent(path)}`);
  expect(signInPath("/")).toBe("/sign-in");
});

test.each([
  null,
  undefined,
  "",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example",
  "/.//evil.example",
  "/%0d%0aSet-Cookie:x\r\n",
  "javascript:alert(1)",
  "/sign-in?to=/team",
  "/setup",
  "/invite/a-token",
  "/reset/a-token",
  "/api/databases",
  "/wall",
  `/${"a".repeat(3_000)}`,
  "/team\n",
])("%j leads to the overview instead", (text) => {
  const path = safeReturnPath(text);
  expect(path === "/" || new URL(path, "http://here.example").host === "here.example").toBe(true);
  if (text !== "/%0d%0aSet-Cookie:x\r\n") expect(path).toBe("/");
});
