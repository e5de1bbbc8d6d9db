import "server-only";

/** Reason why a backup is not made or not restored, in words for the terminal: what, why, what to do. Nothing was changed. */
export class BackupProblem extends Error {
  override name = "BackupProblem";
}
