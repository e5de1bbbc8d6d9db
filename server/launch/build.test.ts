import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBuilt, markBuilt, sourcesDigest } from "./build";

let root: string;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "headroom-build-"));
  for (const folder of ["app", "lib", ".next"]) mkdirSync(path.join(root, folder));
  write("app/page.tsx", "one");
  write("package-lock.json", "{}");
  write(".next/BUILD_ID", "first");
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(path.join(root, file), text);

test("a build counts until a source, its name or the lockfile changes", () => {
  expect(isBuilt(root)).toBe(false);
  markBuilt(root, sourcesDigest(root));
  expect(isBuilt(root)).toBe(true);
  write("app/page.tsx", "two");
  expect(isBuilt(root)).toBe(false);
  write("app/page.tsx", "one");
  expect(isBuilt(root)).toBe(true);
  write("lib/new.ts", "");
  expect(isBuilt(root)).toBe(false);
});

test("a change to a test needs no build", () => {
  markBuilt(root, sourcesDigest(root));
  write("lib/some.test.ts", "");
  expect(isBuilt(root)).toBe(true);
});

test("a build that somebody made by hand since is not mistaken for ours", () => {
  markBuilt(root, sourcesDigest(root));
  write(".next/BUILD_ID", "second");
  expect(isBuilt(root)).toBe(false);
});

test("a source that changes while it is built makes the build too old", () => {
  const before = sourcesDigest(root);
  write("app/page.tsx", "two");
  markBuilt(root, before);
  expect(isBuilt(root)).toBe(false);
});
