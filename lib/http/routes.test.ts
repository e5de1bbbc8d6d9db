import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { methodsOf, ROUTE_METHODS } from "./routes";

const APP = path.resolve(import.meta.dirname, "../../app");

/** Returns each route handler's path with the methods that its file exports; Next answers HEAD where there is a GET. */
function exported(): [string, string[]][] {
  return readdirSync(APP, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith("/route.ts"))
    .map((file) => {
      const text = readFileSync(path.join(APP, file), "utf8");
      const methods = [...text.matchAll(/^export (?:const|async function|function) ([A-Z]+)\b/gm)].map(
        ([, method = ""]) => method,
      );
      const all = methods.includes("GET") ? [...methods, "HEAD"] : methods;
      return [`/${path.posix.dirname(file)}`, [...new Set(all)].sort()];
    });
}

test("the table has each route handler with the methods that it exports", () => {
  const files = exported().sort();
  expect(files.length).toBeGreaterThan(10);
  const listed = ROUTE_METHODS.map(([route, methods]) => [route, [...methods].sort()]).sort();
  expect(listed).toEqual(files);
});

test("a page takes POST only as a server action, and a route handler never does by that header", () => {
  expect(methodsOf("/team", false)).toEqual(["GET", "HEAD"]);
  expect(methodsOf("/team", true)).toEqual(["GET", "HEAD", "POST"]);
  expect(methodsOf("/api/databases", true)).toEqual(["GET", "HEAD"]);
  expect(methodsOf("/_next/static/chunk.js", true)).toEqual(["GET", "HEAD"]);
  expect(methodsOf("/api/databases/x/plan/", false)).toEqual(["POST"]);
  expect(methodsOf("/", true)).toEqual(["GET", "HEAD", "POST"]);
});
