import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..", "..");
let folder: string;

beforeEach(() => {
  // Within the checkout, so that the files find vitest and Playwright.
  mkdirSync(path.join(root, ".cache"), { recursive: true });
  folder = mkdtempSync(path.join(root, ".cache", "reporters-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Event = { kind: string; file: string | null; name?: string; failed?: boolean; message?: string };

/** Runs a test program on files in the folder; returns its events by file, and what it printed. */
function run(program: string, args: string[], files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const events = path.join(folder, "events");
  const { status, stdout } = spawnSync(
    process.execPath,
    [path.join(root, "node_modules", program), ...args],
    {
      cwd: root,
      encoding: "utf8",
      // The program is not to think that it is a worker of the one that runs this test.
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        NODE_ENV: "test",
        HEADROOM_TEST_EVENTS: events,
      },
    },
  );
  const lines = readFileSync(events, "utf8").trim().split("\n");
  const all = lines.map((line): Event => JSON.parse(line));
  const of = (name: string) =>
    all.filter(({ file }) => file === path.posix.join(path.relative(root, folder), name));
  return { status, stdout, of };
}

test("vitest's events name each test, a failed hook, a file that cannot be read, and what was thrown outside", () => {
  const { status, stdout, of } = run(
    "vitest/vitest.mjs",
    [
      "run",
      "--root",
      folder,
      "--config",
      path.join(folder, "vitest.config.mjs"),
      "--reporter=./scripts/report/vitest.mjs",
    ],
    {
      "vitest.config.mjs": `export default { test: { include: ["*.test.mjs"], reporters: [${JSON.stringify(path.join(root, "scripts/report/vitest.mjs"))}] } };`,
      "good.test.mjs": `import { expect, test } from "vitest";
        test("adds", () => expect(1 + 1).toBe(2)); test["skip"]("left out", () => {});`,
      "bad.test.mjs": `import { describe, expect, test } from "vitest";
        describe("sums", () => { test("subtracts", () => expect(3 - 1).toBe(1)); });`,
      "hook.test.mjs": `import { beforeAll, describe, test } from "vitest";
        describe("with a server", () => { beforeAll(() => { throw new Error("no server"); }); test("asks it", () => {}); });`,
      "unreadable.test.mjs": `import "./not-there.mjs";`,
      "outside.test.mjs": `import { test } from "vitest";
        test("leaves one behind", async () => { void Promise.reject(new Error("nobody waits")); await new Promise((resolve) => setImmediate(resolve)); });`,
    },
  );
  expect(status).toBe(1);
  expect(of("good.test.mjs")).toMatchObject([
    { kind: "begin" },
    { kind: "test", name: "adds", failed: false },
    { kind: "end" },
  ]);
  const bad = of("bad.test.mjs").find(({ kind }) => kind === "test");
  expect(bad).toMatchObject({ name: "sums > subtracts", failed: true });
  expect(bad?.message).toContain("expected 2 to be 1");
  expect(bad?.message).toMatch(/bad\.test\.mjs:2:/);
  expect(stdout).toContain("bad.test.mjs › sums > subtracts");
  expect(of("hook.test.mjs")).toContainEqual(
    expect.objectContaining({
      kind: "error",
      name: "with a server",
      message: expect.stringContaining("no server"),
    }),
  );
  expect(of("unreadable.test.mjs")).toContainEqual(
    expect.objectContaining({ kind: "error", message: expect.stringContaining("not-there.mjs") }),
  );
  expect(of("outside.test.mjs")).toContainEqual(
    expect.objectContaining({ kind: "error", message: expect.stringContaining("nobody waits") }),
  );
});

test("Playwright's events name each test and its failure, without colours, of files that run side by side", () => {
  /** A test that ends once the other file's test has begun as well. */
  const meeting = (own: string, other: string) => `test("meets ${other}", async () => {
    const at = (name) => path.join(import.meta.dirname, name);
    writeFileSync(at("${own}"), "");
    while (!existsSync(at("${other}"))) await new Promise((resolve) => setTimeout(resolve, 20));
  });`;
  const imports = `import { existsSync, writeFileSync } from "node:fs"; import path from "node:path"; import { expect, test } from "@playwright/test";`;
  const { status, of } = run(
    "@playwright/test/cli.js",
    ["test", "--config", path.join(folder, "playwright.config.mjs")],
    {
      "playwright.config.mjs": `export default { testDir: ".", workers: 2, reporter: ${JSON.stringify(path.join(root, "scripts/report/playwright.mjs"))} };`,
      "a.spec.mjs": `${imports} ${meeting("a", "b")}
        test("adds", () => { expect(1 + 1).toBe(2); }); test.describe("sums", () => { test("subtracts", () => { expect(3 - 1).toBe(1); }); });
        test["skip"]("left out", () => {});`,
      "b.spec.mjs": `${imports} ${meeting("b", "a")} test("hangs", async () => { test["setTimeout"](1); await new Promise(() => {}); });`,
    },
  );
  expect(status).toBe(1);
  expect(of("a.spec.mjs")).toMatchObject([
    { kind: "begin" },
    { kind: "test", name: "meets b", failed: false },
    { kind: "test", name: "adds", failed: false },
    { kind: "test", name: "sums > subtracts", failed: true, message: expect.stringContaining("Received: 2") },
    { kind: "end" },
  ]);
  expect(of("b.spec.mjs")).toContainEqual(
    expect.objectContaining({ name: "hangs", failed: true, message: expect.stringContaining("timedOut") }),
  );
});
