import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { passwordFromFile, passwordIn } from "./passfile";

const wanted = { host: "db.example.com", port: 5432, database: "orders", user: "app" };
const folder = mkdtempSync(path.join(tmpdir(), "headroom-passfile-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["db.example.com:5432:orders:app:one", "one"],
  ["*:*:*:app:two", "two"],
  ["# a comment\n\nother:*:*:*:no\n*:*:*:*:three\n*:*:*:*:four", "three"],
  ["*:*:*:*:with\\:colon and \\\\ backslash", "with:colon and \\ backslash"],
  ["*:*:*:*:ends:early", "ends"],
  ["*:5433:*:*:no", null],
  ["*:*:*:app", null],
  ["", null],
])("%j has %j", (text, password) => {
  expect(passwordIn(text, wanted)).toBe(password);
});

test("PGPASSFILE names the file, and one that others may read is passed over with a warning", () => {
  const file = path.join(folder, "pass");
  writeFileSync(file, "*:*:*:*:hush\n", { mode: 0o600 });
  const said: string[] = [];
  const read = () =>
    passwordFromFile(wanted, { ...process.env, PGPASSFILE: file }, (text) => said.push(text));
  expect(read()).toBe("hush");
  chmodSync(file, 0o644);
  expect(read()).toBeNull();
  expect(said).toEqual([expect.stringContaining("0600")]);
  expect(said.join("")).not.toContain("hush");
});

test("a file that is not there has no password", () => {
  const env = { ...process.env, PGPASSFILE: path.join(folder, "none") };
  expect(passwordFromFile(wanted, env, () => {})).toBeNull();
});
