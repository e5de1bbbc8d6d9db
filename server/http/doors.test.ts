import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

const APP = path.resolve(import.meta.dirname, "../../app");
const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).map((file) =>
  file.replaceAll("\\", "/"),
);
const text = (file: string) => readFileSync(path.join(APP, file), "utf8");

/**
 * Doors that answer without a person's session: the set-up, the sign-in and the health of the server; the wall, which asks for the cookie
 * of a screen; the badge, which its token opens; and the metrics, which take an API token. Those of the API are made by wrappers of their own,
 * which ask for a token.
 */
const OPEN = new Set([
  "healthz/route.ts",
  "readyz/route.ts",
  "metrics/route.ts",
  "setup/start/route.ts",
  "setup/page.tsx",
  "invite/[token]/route.ts",
  "invite/page.tsx",
  "reset/[token]/route.ts",
  "reset/page.tsx",
  "sign-in/code/page.tsx",
  "sign-in/oidc/start/route.ts",
  "sign-in/oidc/callback/route.ts",
  "sign-in/forgot/page.tsx",
  "sign-in/page.tsx",
  "wall/[token]/route.ts",
  "wall/live/route.ts",
  "wall/page.tsx",
  "badge/[file]/route.ts",
  // The API's own document, and what says that an address of it is none.
  "api/v1/openapi.json/route.ts",
  "api/v1/[...path]/route.ts",
]);

/** Actions that answer without a session. */
const OPEN_ACTIONS = new Set([
  "setup/actions.ts makeAdmin",
  "sign-in/actions.ts enter",
  "sign-in/code/actions.ts enterCode",
  "sign-in/forgot/actions.ts askForLink",
  "invite/actions.ts accept",
  "reset/actions.ts setByLink",
]);

/** Actions by which a person does what has to be done before anything else works. */
const DUTY_ACTIONS = new Set([
  "sign-in/first-password/actions.ts setFirstPassword",
  "sign-in/second-factor/actions.ts begin",
  "sign-in/second-factor/actions.ts turnOn",
]);

test("every route handler is made by the wrapper that asks for session and role", () => {
  const routes = files.filter((file) => file.endsWith("/route.ts") && !OPEN.has(file));
  expect(routes.length).toBeGreaterThan(4);
  for (const file of routes)
    for (const [, verb, rest] of text(file).matchAll(/export (?:const|async function|function) (\w+)(.*)/g))
      expect(`${file} ${verb}${rest}`).toMatch(
        / = (route|routeWithQuery|routeWithBody|apiRoute|apiRouteOnce|apiLines)\(/,
      );
});

test("the cookie of a screen is read by the wall's own page and routes alone, and each of them asks for it", () => {
  const readers = files.filter((file) => /\.tsx?$/.test(file) && /wallSessionOf|wallCookie/.test(text(file)));
  expect(readers.sort()).toEqual(["wall/[token]/route.ts", "wall/live/route.ts", "wall/page.tsx"]);
  const modules = readdirSync(path.join(APP, "../server"), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .filter((file) =>
      /wallSessionOf|wallCookie/.test(readFileSync(path.join(APP, "../server", file), "utf8")),
    );
  expect(modules).toEqual(["shares/wall-session.ts"]);
});

test("every server action is made by the wrapper, and only the set-up and the sign-in are open", () => {
  const actions = files.filter((file) => /\.tsx?$/.test(file) && /^"use server";/m.test(text(file)));
  expect(actions.length).toBeGreaterThan(3);
  for (const file of actions)
    for (const [, name, rest] of text(file).matchAll(/export (?:const|async function|function) (\w+)(.*)/g)) {
      const act = `${file} ${name}`;
      const made = OPEN_ACTIONS.has(act)
        ? / = publicAction\(/
        : DUTY_ACTIONS.has(act)
          ? / = dutyAction\(/
          : / = action\("(admin|member|viewer)"/;
      expect(`${act}${rest}`).toMatch(made);
    }
});

/** Pages that are open without an account: they can have no data of the team, because they reach nothing that has any. */
const PUBLIC = /^(?:errors|docs)\//;

/** The one module of the server that they reach reads the files of docs/. */
const READS_DOCS = "server/docs/files.ts";

test("every page asks who is signed in", () => {
  const pages = files.filter((file) => file.endsWith("page.tsx") && !OPEN.has(file) && !PUBLIC.test(file));
  expect(pages.length).toBeGreaterThan(4);
  for (const file of pages)
    expect(text(file), file).toMatch(/await (requireSession|requireOwing|databaseOf|isViewer)\(/);
});

/** Returns every module that some files of `app` load, types not counted. */
async function modulesOf(entryPoints: readonly string[]): Promise<string[]> {
  const root = path.dirname(APP);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: entryPoints.map((file) => `app/${file}`),
    outdir: "out",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    jsx: "automatic",
    alias: { "@": root },
    packages: "external",
    loader: { ".css": "empty" },
    logLevel: "silent",
  });
  return Object.keys(metafile.inputs);
}

test("what stands before the sign-in without asking for one reaches no module of the server but the files of the documentation, and asks for nothing", async () => {
  const open = files.filter((file) => PUBLIC.test(file) && /\.tsx?$/.test(file));
  expect(open.filter((file) => file.endsWith("page.tsx"))).toHaveLength(4);
  const modules = await modulesOf([...open, "layout.tsx"]);
  expect(modules).toContain("lib/troubleshoot/entries.ts");
  expect(
    modules.filter((file) => !/^(?:app\/(?:errors\/|docs\/|layout|globals)|components|lib)/.test(file)),
  ).toEqual([READS_DOCS]);
  expect(readFileSync(path.join(path.dirname(APP), READS_DOCS), "utf8").match(/from "[^"]+"/g)).toEqual([
    'from "node:fs/promises"',
    'from "node:path"',
    'from "@/lib/docs/page"',
    'from "@/lib/log/unlogged"',
  ]);
  // The notice of a session that ended, which every page has, knows the client of the API; it calls nothing by itself.
  const own = modules.filter(
    (name) => /^(?:app|components)\//.test(name) && name !== "components/api/client.ts",
  );
  for (const file of own)
    expect(readFileSync(path.join(path.dirname(APP), file), "utf8"), file).not.toMatch(
      /\bfetch\(|process\.env|"use server"/,
    );
  // The test itself: a page behind the sign-in does reach the server.
  const behind = await modulesOf(["(app)/troubleshoot/page.tsx"]);
  expect(behind.some((file) => file.startsWith("server/"))).toBe(true);
});
