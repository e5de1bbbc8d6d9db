import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A file system in memory, as Linux has it. */
const IN_MEMORY = "/dev/shm";

/** A run's servers take one gigabyte in it; the rest is for what a test program takes of the memory besides. */
const ROOM = 4 * 2 ** 30;

const PREFIX = "headroom-run-";

/** A folder of a run that was killed is deleted by a later run after this time, in ms. */
const LEFT_AFTER = 24 * 60 * 60_000;

/** Returns how many bytes of memory are free, files in the cache among them; 0 where the system does not tell. */
const freeMemory = () =>
  Number(/^MemAvailable: +(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1] ?? 0) * 1024;

function hasRoom() {
  if (process.platform !== "linux" || !existsSync(IN_MEMORY)) return false;
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize >= ROOM && freeMemory() >= 2 * ROOM;
}

function removeLeft() {
  for (const name of readdirSync(IN_MEMORY).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = path.join(IN_MEMORY, name);
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > LEFT_AFTER)
      rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Makes the folder in which a run of tests has its temporary files, and makes it the temporary folder of this process and of
 * those that it starts. It is in memory where there is enough: of the processor time of a new database half is the disk's file
 * system, of a copied data directory three quarters. Returns its path; the caller removes it.
 */
export function makeRunFolder() {
  const memory = hasRoom();
  if (memory) removeLeft();
  const folder = mkdtempSync(path.join(memory ? IN_MEMORY : tmpdir(), PREFIX));
  // Postgres may run as another user, who has to reach what the tests make in it.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  return folder;
}
