import "server-only";
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import { hasCode } from "@/lib/log/unlogged";
import { BackupProblem } from "./problem";

/** Returns the reason why a name is not given again. */
export const taken = (file: string): BackupProblem =>
  new BackupProblem(`The file ${file} is there already, and is not written over. Name another one.`);

/** Answers of file systems that have no second name for a file: FAT, SMB shares, some of FUSE. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"] as const;

/** Takes a name by an empty file, so that no other program can, and puts the draft in its place. */
function replaceOwn(draft: string, file: string): void {
  closeSync(openSync(file, "wx", 0o600));
  try {
    renameSync(draft, file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** Gives a whole file its name, which no other file has. @throws BackupProblem where one has it */
export function settle(draft: string, file: string, link: typeof linkSync = linkSync): void {
  const handle = openSync(draft, "r+");
  fsyncSync(handle);
  closeSync(handle);
  try {
    try {
      link(draft, file);
    } catch (error) {
      if (!hasCode(error, ...NO_LINKS)) throw error;
      replaceOwn(draft, file);
    }
  } catch (error) {
    throw hasCode(error, "EEXIST") ? taken(file) : error;
  }
}
