import "server-only";
import type { Plan } from "@/lib/repair/plan/schema";
import { displayRelation } from "@/lib/postgres/identifier";
import { isCancellable } from "@/lib/repair/run/blocker";
import type { Blocker } from "@/lib/repair/run/schema";

/** Waits of one run for autovacuums: a worker that does not give way twice is not asked a third time. */
const MOST_WAITS = 2;

/**
 * Decides for which tables a run waits instead of giving up at once. A plain autovacuum is cancelled by a lock request that has
 * waited for deadlock_timeout (PostgreSQL docs, 25.1.6); NOWAIT never waits, so that it never gives way to that.
 */
export class AutovacuumWait {
  #waits = 0;
  /** The tables to wait for at the next try. */
  tables: Plan["locks"] = [];

  /** Chooses the tables for the next try: all that are held, where plain autovacuums alone hold them. */
  choose(blockers: readonly Blocker[], locks: Plan["locks"] = []): void {
    const isHopeless = blockers.length === 0 || !blockers.every(isCancellable) || this.#waits === MOST_WAITS;
    const held = new Set(blockers.map(({ table }) => table));
    this.tables = isHopeless ? [] : locks.filter((table) => held.has(displayRelation(table)));
    if (!isHopeless) this.#waits += 1;
  }
}
