import { affectedRoles, inverse, lockOf, sqlOf } from "@/lib/repair/changes/operations";
import { blocksOf, type LockMode } from "@/lib/repair/changes/lock";
import type { Change } from "@/lib/repair/changes/schema";
import { sorted } from "@/lib/repair/remedies/situation";
import type { Phase, Plan, Step } from "./schema";

/** Returns a step of a plan from its changes; its id is given when all steps are known. */
export function stepOf(
  remedy: string,
  phase: Phase,
  { says, changes }: { says: string; changes: Change[] },
  versionNum: number,
): Step {
  const locks = changes.flatMap((change) => lockOf(change) ?? []);
  const mode: LockMode | undefined = locks.some((lock) => lock.mode === "ACCESS EXCLUSIVE")
    ? "ACCESS EXCLUSIVE"
    : locks[0]?.mode;
  const tables = new Set(locks.map(({ table }) => JSON.stringify(table))).size;
  return {
    id: "",
    remedy,
    phase,
    says,
    changes,
    statements: changes.map((change) => sqlOf(change, versionNum)),
    undo: changes.map((change) => {
      const back = inverse(change);
      return back === null ? null : sqlOf(back, versionNum);
    }),
    lock: mode === undefined ? null : { mode, tables, blocks: blocksOf(mode, tables) },
    touches: [...new Set(changes.flatMap(affectedRoles))],
    opens: [],
  };
}

/** Returns the steps with their ids, by their place: `change-3`. */
export const numbered = (steps: readonly Step[]): Step[] =>
  steps.map((step, index) => ({ ...step, id: `${step.phase}-${index + 1}` }));

/** Returns the tables that are locked before the first change, in one order for all runs, each in its strongest mode. */
export function locksOf(steps: readonly Step[]): Plan["locks"] {
  const locks = new Map<string, Plan["locks"][number]>();
  for (const change of steps.flatMap(({ changes }) => changes)) {
    const lock = lockOf(change);
    if (lock === null || !lock.beforehand) continue;
    const key = JSON.stringify([lock.table.schema, lock.table.name]);
    const stronger = locks.get(key)?.mode === "ACCESS EXCLUSIVE" ? "ACCESS EXCLUSIVE" : lock.mode;
    locks.set(key, { schema: lock.table.schema, name: lock.table.name, mode: stronger });
  }
  return sorted([...locks.values()]);
}
