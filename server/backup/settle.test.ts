import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { settle } from "./settle";

let folder: string;
let draft: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-settle-"));
  [draft, file] = [path.join(folder, "draft"), path.join(folder, "a.backup")];
  writeFileSync(draft, "whole", { mode: 0o600 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const noLinks = (): never => {
  throw Object.assign(new Error("operation not permitted, link"), { code: "EPERM" });
};

test.each([
  ["that has links", undefined],
  ["that has none, such as an SMB share", noLinks],
])("a backup gets its name on a file system %s", (_which, link) => {
  settle(draft, file, link);
  expect(readFileSync(file, "utf8")).toBe("whole");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each([
  ["that has links", undefined],
  ["that has none", noLinks],
])("a name that another file has is not given on a file system %s", (_which, link) => {
  writeFileSync(file, "another");
  expect(() => settle(draft, file, link)).toThrow("is there already");
  expect(readFileSync(file, "utf8")).toBe("another");
  expect(readdirSync(folder).sort()).toEqual(["a.backup", "draft"]);
});
