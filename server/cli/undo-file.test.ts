import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { aPlan } from "@/lib/repair/plan/example";
import { defaultTarget } from "@/lib/target/schema";
import { readUndoFile, writeUndoFile } from "./undo-file";
import { UsageError } from "./usage-error";

const folder = mkdtempSync(path.join(tmpdir(), "headroom-undo-"));
afterAll(() => rmSync(folder, { recursive: true }));
const place = { database: "orders", host: "db.example.com" };
const target = { ...defaultTarget, electricUrl: "https://hush:hush@electric.example.com" };
const write = (file: string, plan = aPlan) => writeUndoFile(file, place, target, plan);
const complaint = (action: () => unknown): string => {
  try {
    action();
    return "";
  } catch (error) {
    return error instanceof UsageError ? error.message : String(error);
  }
};

test("what was written is read back, and only its owner may read it", () => {
  const file = path.join(folder, "undo.json");
  write(file);
  expect(readUndoFile(file, "orders")).toMatchObject({ ran: aPlan, target: { role: "electric" } });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("neither a verifier nor the address of an Electric is in it", () => {
  const file = path.join(folder, "secrets.json");
  write(file, { ...aPlan, choices: { ...aPlan.choices, verifier: "SCRAM-SHA-256$4096:a$b:c" } });
  expect(readFileSync(file, "utf8")).not.toMatch(/SCRAM|hush/);
});

test("a file that is there is not written over", () => {
  const file = path.join(folder, "mine.json");
  writeFileSync(file, "mine");
  expect(complaint(() => write(file))).toContain("is there already");
  expect(readFileSync(file, "utf8")).toBe("mine");
});

test("after a run that changed nothing there is no file", () => {
  const file = path.join(folder, "none.json");
  write(file)();
  expect(existsSync(file)).toBe(false);
});

test("a file of another database, a damaged one and a missing one are refused, without their names", () => {
  const file = path.join(folder, "hush.json");
  write(file);
  expect(complaint(() => readUndoFile(file, "items"))).toBe(
    'The file of --undo is from the database "orders"; the connection string names "items".',
  );
  writeFileSync(file, readFileSync(file, "utf8").slice(0, -20));
  expect(complaint(() => readUndoFile(file, "orders"))).toContain("damaged");
  expect(complaint(() => readUndoFile(path.join(folder, "hush"), "orders"))).toBe(
    "The file of --undo cannot be read (ENOENT).",
  );
  expect(complaint(() => write(path.join(folder, "hush", "undo.json")))).toBe(
    "The file of --undo-file cannot be written (ENOENT).",
  );
});
