import "server-only";
import type { Values } from "./arguments";
import type { CommandName } from "./command-table";
import { UsageError } from "./usage-error";

const STORE_COMMANDS = ["rekey", "backup", "restore", "audit"] as const satisfies readonly CommandName[];

/** A command that works on Headroom's own store. */
export type StoreCommand = (typeof STORE_COMMANDS)[number];

/** Returns whether a command works on Headroom's own store, which DATABASE_URL or the data folder names. */
export const isStoreCommand = (command: CommandName): command is StoreCommand =>
  STORE_COMMANDS.some((one) => one === command);

export type AuditWish = {
  command: "audit";
  /** An exported file; null for the store itself. */
  file: string | null;
  /** A hash that has to be in the log. */
  head: string | null;
  format: "people" | "json";
};

export type BackupWish = { command: "backup"; file: string };
export type RestoreWish = { command: "restore"; file: string };

export type StoreWish = AuditWish | BackupWish | RestoreWish | { command: "rekey" };

const HASH = /^[0-9a-f]{64}$/;

function auditWish([action, file, ...rest]: readonly string[], values: Values): AuditWish {
  if (action !== "verify" || rest.length > 0)
    throw new UsageError("Say what to verify: headroom audit verify [<exported file>].", "audit");
  const head = values.head ?? null;
  if (head !== null && !HASH.test(head))
    throw new UsageError("--head is a hash of 64 hexadecimal digits, as audit verify prints it.", "audit");
  return { command: "audit", file: file ?? null, head, format: values.json ? "json" : "people" };
}

/** Returns what a command is to do with Headroom's own store. @throws UsageError */
export function storeWishOf(command: StoreCommand, words: readonly string[], values: Values): StoreWish {
  switch (command) {
    case "rekey":
      if (words.length > 0) throw new UsageError("headroom rekey takes no further words.", "rekey");
      return { command };
    case "backup":
    case "restore": {
      const [file, ...rest] = words;
      if (file === undefined || rest.length > 0)
        throw new UsageError(`Name one file: headroom ${command} <file>.`, command);
      return { command, file };
    }
    case "audit":
      return auditWish(words, values);
  }
}
