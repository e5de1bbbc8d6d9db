import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-lock-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

type Lock = { packages: Record<string, { resolved?: string }> };

/** Runs the check on our lockfile after a change to it. */
function checkAfter(change: (lock: Lock) => void): { status: number | null; stderr: string } {
  const lock: Lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  change(lock);
  const file = path.join(folder, "package-lock.json");
  writeFileSync(file, JSON.stringify(lock));
  const { status, stderr } = spawnSync(process.execPath, [path.join(root, "scripts/lock-check.mjs"), file], {
    encoding: "utf8",
  });
  return { status, stderr };
}

test("our lockfile holds every optional package", () => {
  expect(checkAfter(() => {})).toEqual({ status: 0, stderr: "" });
});

test("a platform package that is missing is named", () => {
  const { status, stderr } = checkAfter(({ packages }) => {
    delete packages["node_modules/@next/swc-darwin-arm64"];
  });
  expect(status).toBe(1);
  expect(stderr).toContain("node_modules/next wants @next/swc-darwin-arm64, which the lockfile lacks");
});

test("an entry that names where it was downloaded from is refused", () => {
  const { status, stderr } = checkAfter(({ packages }) => {
    packages["node_modules/zod"] = { resolved: "https://mirror.example.com/zod.tgz" };
  });
  expect(status).toBe(1);
  expect(stderr).toContain("node_modules/zod says where it was downloaded from");
});
