import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const APP = path.resolve(import.meta.dirname, "../../app");
const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).map((file) =>
  file.replaceAll("\\", "/"),
);
const text = (file: string) => readFileSync(path.join(APP, file), "utf8");

/** What answers without a session: the set-up, the sign-in and the health of the server. */
const OPEN = new Set([
  "healthz/route.ts",
  "readyz/route.ts",
  "setup/start/route.ts",
  "setup/page.tsx",
  "sign-in/page.tsx",
]);

test("every route handler is made by the wrapper that asks for session and role", () => {
  const routes = files.filter((file) => file.endsWith("/route.ts") && !OPEN.has(file));
  expect(routes.length).toBeGreaterThan(4);
  for (const file of routes)
    for (const [, verb, rest] of text(file).matchAll(/export (?:const|async function|function) (\w+)(.*)/g))
      expect(`${file} ${verb}${rest}`).toMatch(/ = (route|routeWithQuery|routeWithBody)\(/);
});

test("every server action is made by the wrapper, and only the set-up and the sign-in are open", () => {
  const actions = files.filter((file) => /\.tsx?$/.test(file) && /^"use server";/m.test(text(file)));
  expect(actions.length).toBeGreaterThan(3);
  for (const file of actions)
    for (const [, name, rest] of text(file).matchAll(/export (?:const|async function|function) (\w+)(.*)/g)) {
      const open =
        `${file} ${name}` === "setup/actions.ts makeAdmin" ||
        `${file} ${name}` === "sign-in/actions.ts enter";
      expect(`${file} ${name}${rest}`).toMatch(open ? / = publicAction\(/ : / = action\("(admin|member)"/);
    }
});

test("every page asks who is signed in", () => {
  const pages = files.filter((file) => file.endsWith("page.tsx") && !OPEN.has(file));
  expect(pages.length).toBeGreaterThan(4);
  for (const file of pages) expect(text(file), file).toMatch(/await (requireSession|databaseOf)\(/);
});
