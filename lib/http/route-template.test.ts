import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { PAGE_PATHS } from "./pages";
import { countedMethod, routeTemplateOf } from "./route-template";

const APP = path.resolve(import.meta.dirname, "../../app");

test("the list has each page of the app", () => {
  const pages = readdirSync(APP, { recursive: true, encoding: "utf8" })
    .map((file) => `/${file.replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => path.posix.dirname(file).replace("/(app)", "") || "/");
  expect(pages.length).toBeGreaterThan(20);
  expect([...PAGE_PATHS].sort()).toEqual(pages.sort());
});

test.each([
  ["/", "/"],
  ["/?server=1", "/"],
  ["/databases/new", "/databases/new"],
  ["/databases/0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13", "/databases/[id]"],
  ["/databases/0b6f3c1e-8a52-4c3e-9d1b-2f4a6c8e0d13/history/", "/databases/[id]/history"],
  ["/api/databases/x/runs/y/part?at=1", "/api/databases/[id]/runs/[runId]/part"],
  ["/wall/live", "/wall/live"],
  ["/wall/a-secret-token", "/wall/[token]"],
  ["/metrics", "/metrics"],
  ["/api/v1/databases/x/runs", "/api/v1/databases/[id]/runs"],
  ["/api/v1/nothing", "/api/v1/[...path]"],
  ["/api/v1/nothing/at/all", "/api/v1/[...path]"],
  ["/_next/static/chunks/1.js", "/_next"],
  ["/wp-login.php", "other"],
  ["/databases//history", "other"],
  ["//", "/"],
])("a request for %s is counted as %s", (target, template) => {
  expect(routeTemplateOf(target)).toBe(template);
});

test("a method of the client's own making is counted as other", () => {
  expect(["GET", "PROPFIND", "get"].map(countedMethod)).toEqual(["GET", "other", "other"]);
});
