import { namesInList } from "@/lib/electric/failover";
import { OPENS } from "@/lib/postgres/predefined-roles";
import { quoteIdentifier } from "@/lib/postgres/identifier";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";

/**
 * Whether the standbys that a commit waits for are there. `needed` and `inSync` count standbys; `hidden` counts walsenders of
 * which the visiting role may not see whether they are in sync, and `grant` would show it.
 */
export type CommitWait =
  | { kind: "none" }
  | { kind: "met" | "away"; names: string; needed: number; inSync: number }
  | { kind: "unknown"; names: string; needed: number; grant: string };

/** A method and a number before a list in parentheses; a plain list is FIRST 1 (PostgreSQL docs, 20.6.2). */
const COUNTED = /^\s*(?:(?:first|any)\s*)?'?(\d+)'?\s*\(/i;

/** Returns how many standbys have to confirm a commit by a value of synchronous_standby_names; 0 for an empty one. */
export function standbysNeeded(names: string): number {
  if (names.trim() === "") return 0;
  const counted = COUNTED.exec(names)?.[1];
  return counted === undefined ? 1 : Number(counted);
}

/** Neon's storage: its safekeepers confirm each commit under this name, and a compute does not run without them. */
const PLATFORM = "walproposer";

const CONFIRMING = new Set(["sync", "quorum"]);

/** Returns whether commits of this server are confirmed by standbys now (PostgreSQL, syncrep.c: as many as are needed, or none). */
export function commitWaitOf({ server, visitor, walSenderList }: ReachedSnapshot): CommitWait {
  const names = server.synchronousStandbyNames ?? "";
  const needed = standbysNeeded(names);
  if (needed === 0 || server.inRecovery || namesInList(names).includes(PLATFORM)) return { kind: "none" };
  if (walSenderList === undefined || isUnseen(walSenderList)) {
    const grant = walSenderList?.grant ?? grantOf(visitor.role);
    return { kind: "unknown", names, needed, grant };
  }
  const inSync = walSenderList.filter(({ syncState }) => CONFIRMING.has(syncState ?? "")).length;
  const hidden = walSenderList.filter(({ syncState }) => syncState === null).length;
  if (inSync >= needed) return { kind: "met", names, needed, inSync };
  // Where all that are hidden would not do either, nothing has to be seen.
  return inSync + hidden >= needed
    ? { kind: "unknown", names, needed, grant: grantOf(visitor.role) }
    : { kind: "away", names, needed, inSync };
}

const grantOf = (visitor: string): string =>
  `-- ${OPENS.pg_read_all_stats}\nGRANT pg_read_all_stats TO ${quoteIdentifier(visitor)};`;
