import "server-only";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { hasCode } from "@/lib/log/unlogged";

/** Secrets of a key file, one a line: the first encrypts, the others are earlier ones. */
export type KeyLines = readonly [string, ...string[]];

const fileIn = (dataDir: string) => path.join(dataDir, "secret");

/** The file of secrets that no row is encrypted with any more: backups from before a change need them. */
export const retiredFile = (dataDir: string): string => path.join(dataDir, "secret.retired");

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const newSecret = (): string => randomBytes(32).toString("base64url");

/** Returns the secrets that `retireKeys` kept apart; none where no key was changed. */
export function retiredLines(dataDir: string): string[] {
  const file = retiredFile(dataDir);
  return existsSync(file) ? linesOf(readFileSync(file, "utf8")) : [];
}

/** Returns whether a data folder has a key file. */
export const hasKeyFile = (dataDir: string): boolean => existsSync(fileIn(dataDir));

function read(file: string): KeyLines {
  const [first, ...earlier] = linesOf(readFileSync(file, "utf8"));
  if (first === undefined)
    throw new Error(`Headroom cannot start: the key file ${file} is empty. Put it back from a backup.`);
  return [first, ...earlier];
}

/** Returns the secrets of a data folder, mode 0600; one is made where there is none. @throws Error for an empty file */
export function keyLines(dataDir: string): KeyLines {
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(fileIn(dataDir), newSecret(), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
  return read(fileIn(dataDir));
}

/** Writes a file in place of another, whole or not at all, on the disk when it returns. */
function replace(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  const handle = openSync(draft, "w", 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  const folder = openSync(path.dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Puts a new secret before those of the key file. */
export function addKey(dataDir: string): void {
  replace(fileIn(dataDir), `${[newSecret(), ...keyLines(dataDir)].join("\n")}\n`);
}

/** Leaves the first secret alone in the key file and keeps the others in `secret.retired`. */
export function retireKeys(dataDir: string): void {
  const [first, ...earlier] = keyLines(dataDir);
  if (earlier.length === 0) return;
  appendFileSync(retiredFile(dataDir), `${earlier.join("\n")}\n`, { mode: 0o600 });
  replace(fileIn(dataDir), `${first}\n`);
}
