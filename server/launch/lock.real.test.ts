import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { processOf } from "../embedded/process";
import { takeLock } from "./lock";

let folder: string;
let other: ChildProcess;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "headroom-lock-"));
  other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
});

afterEach(() => {
  other.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Writes the lock as another launcher would have. */
function heldBy(pid: number, startedAt: string): void {
  writeFileSync(path.join(folder, "launcher.json"), JSON.stringify({ pid, startedAt, port: 3456 }));
}

test("the first launcher gets the folder, and lets go of it", () => {
  const lock = takeLock(folder, 3000);
  expect(lock.recovered).toBe(false);
  expect(JSON.parse(readFileSync(path.join(folder, "launcher.json"), "utf8"))).toMatchObject({
    pid: process.pid,
    port: 3000,
  });
  lock.release();
  expect(existsSync(path.join(folder, "launcher.json"))).toBe(false);
});

test("a second launcher hears who runs there, on which port, and what it can do", () => {
  const pid = other.pid ?? 0;
  heldBy(pid, processOf(pid)?.startedAt ?? "");
  expect(() => takeLock(folder, 3000)).toThrow(
    new RegExp(`already runs on port 3456 \\(process ${pid}\\).*HEADROOM_DATA=other-folder npm start`),
  );
});

test("the lock of a launcher that was killed is taken over", async () => {
  const pid = other.pid ?? 0;
  heldBy(pid, processOf(pid)?.startedAt ?? "");
  const gone = new Promise((resolve) => other.once("exit", resolve));
  other.kill("SIGKILL");
  await gone;
  expect(takeLock(folder, 3000).recovered).toBe(true);
});

test("a stranger that was given the number of a launcher long gone is no obstacle", () => {
  heldBy(other.pid ?? 0, "another time");
  expect(takeLock(folder, 3000).recovered).toBe(true);
});
