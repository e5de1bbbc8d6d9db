import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FORMAT } from "./format";
import { readBackup } from "./read";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-read-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(text: string | Buffer): string {
  const file = path.join(folder, "a.backup");
  writeFileSync(file, gzipSync(text));
  return file;
}

const header = {
  headroom: "backup",
  format: FORMAT,
  version: "0.9.0",
  takenAt: "2026-11-30T12:00:00.000Z",
  migration: 1,
  keyId: "0123456789abcdef",
};

test("a file that unpacks to a first line without end is given up as no backup, not gathered", async () => {
  await expect(readBackup(fileOf(Buffer.alloc(300_000)))).rejects.toThrow(
    "The file is no backup of Headroom.",
  );
});

test("a header is the first line, however long the next ones are", async () => {
  const text = `${JSON.stringify(header)}\n${JSON.stringify({ table: "x".repeat(300_000), columns: ["id"] })}\n`;
  await expect(readBackup(fileOf(text))).rejects.toThrow("The backup is damaged");
});

test("words of a file that a terminal would obey are not printed", async () => {
  const forged = { ...header, format: FORMAT + 1, version: "\u001b]0;owned\u0007\u001b[2J" };
  await expect(readBackup(fileOf(`${JSON.stringify(forged)}\n`))).rejects.toThrow(
    "The file is no backup of Headroom.",
  );
  const newer = { ...header, format: FORMAT + 1, version: "2.0.0-rc.1+build" };
  await expect(readBackup(fileOf(`${JSON.stringify(newer)}\n`))).rejects.toThrow(
    "made by Headroom 2.0.0-rc.1+build",
  );
});
