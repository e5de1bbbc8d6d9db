import "server-only";
import path from "node:path";

const RESTORE =
  "Start with the HEADROOM_SECRET that was used before, or with the file `secret` of the data folder that belongs to this store.";

const PROBLEMS = {
  wrong: () => `The stored passwords were encrypted with another key than the one in use. ${RESTORE}`,
  lost: (dataDir: string) =>
    `The store has secrets, and their key is missing: HEADROOM_SECRET is not set, and there is no file ${path.join(dataDir, "secret")}. Nothing was made in its place. ${RESTORE}`,
  unfinished: () =>
    "A change of the key is not finished: some secrets of the store need a second key. Set HEADROOM_SECRET to the new secret and HEADROOM_SECRET_PREVIOUS to the one from before, and run `npx headroom rekey` to its end.",
  unproven: () =>
    "The store has secrets under a key that is not in use, and the proof of its key (table key_checks) is missing: a backup was restored in part. Restore it whole, or start with the HEADROOM_SECRET that belongs to it.",
} as const;

/** Reason why the key in use does not go with the store, in words for the terminal: what, why, what to do. Nothing was changed. */
export class KeyProblem extends Error {
  override name = "KeyProblem";

  constructor(
    readonly kind: keyof typeof PROBLEMS,
    dataDir = "",
  ) {
    super(PROBLEMS[kind](dataDir));
  }
}
