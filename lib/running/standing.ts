import type { Budget } from "@/lib/budget/schema";
import { lagsDisagree } from "@/lib/electric/slot-lag";
import type { SampledSlot, Sample } from "@/lib/sample/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { bytes, count, span } from "@/lib/text/words";
import type { ElectricMetrics } from "./metrics";
import type { RunningState } from "./schema";

/** Facts of a running Electric at one moment. */
export type Known = {
  state: RunningState;
  /** Why nothing answers, or what did; null where Electric answered. */
  failure: string | null;
  /** How long it has been in this state, ms. */
  forMs: number;
  /** The database's latest sample; null before the first, and while the database does not answer. */
  sample: Sample | null;
  budget: Budget | null;
  /** Name of Electric's slot. */
  slot: string;
  /** How long the slot's confirmed position has been the same with WAL behind it, ms; 0 while it moves. */
  stillMs: number;
  metrics: ElectricMetrics | null;
};

export type Standing = { says: string; well: boolean };

/** A slot that has not moved for this long although WAL was written is told, ms. */
const STILL_MS = 5 * 60_000;
const MINUTE = 60_000;

const well = (says: string): Standing => ({ says, well: true });
const ill = (says: string): Standing => ({ says, well: false });

function ownSlot({ sample, slot }: Known): SampledSlot | null {
  if (sample === null || isUnseen(sample.slots)) return null;
  return sample.slots.find(({ name }) => name === slot) ?? null;
}

function silent(known: Known): Standing {
  const why = known.failure === null ? "" : ` (${known.failure})`;
  const open = known.budget?.electricOpen ?? 0;
  if (open > 0)
    return ill(
      `no answer here${why}, but Postgres has ${count(open, "session")} of it: check its address in the target`,
    );
  const gone = known.sample === null ? "" : " and no session in Postgres";
  return ill(`no answer${why}${gone} for ${span(known.forMs)}`);
}

function waiting({ sample, forMs }: Known): Standing {
  const lock = sample === null || isUnseen(sample.electricLock) ? null : sample.electricLock;
  if (lock === null || lock.holderPid === null)
    return ill(`waiting for ${span(forMs)}; Postgres shows no holder of its lock`);
  const { holderPid, holderAddress, holderSince } = lock;
  const from = holderAddress === undefined ? "" : ` from ${holderAddress}`;
  const since =
    sample === null || holderSince === undefined
      ? ""
      : ` for ${span(Math.max(0, Date.parse(sample.at) - Date.parse(holderSince)))}`;
  return {
    says: `waiting: another instance, pid ${holderPid}${from}, holds the lock${since}`,
    well: forMs < MINUTE,
  };
}

function starting({ budget, forMs, sample, slot: name }: Known): Standing {
  const soon = forMs < MINUTE;
  if (budget !== null && budget.short > 0)
    return ill(
      `starting: ${budget.short} of ${count(budget.pool, "connection")} refused, the server is full`,
    );
  if (budget !== null && budget.electricOpen < budget.pool)
    return {
      says: `starting: ${budget.electricOpen} of ${count(budget.pool, "connection")} open`,
      well: soon,
    };
  const making =
    sample !== null && !isUnseen(sample.slots) && !sample.slots.some((slot) => slot.name === name);
  return { says: making ? "starting: its slot is not made yet" : `starting for ${span(forMs)}`, well: soon };
}

/** Electric's word of its slot against Postgres's: what cannot be one slot. Null where both agree, or one does not tell. */
function disagreement(slot: SampledSlot | null, metrics: ElectricMetrics | null): string | null {
  const [told, seen] = [metrics?.slotLagBytes ?? null, slot?.lagBytes ?? null];
  return told !== null && seen !== null && lagsDisagree(told, seen)
    ? `active, but it reports ${bytes(told)} of slot lag and Postgres ${bytes(seen)}: it may read another slot or database`
    : null;
}

function active(known: Known): Standing {
  const { sample, budget, metrics, stillMs } = known;
  if (sample === null || isUnseen(sample.slots)) return well("active");
  const slot = ownSlot(known);
  if (slot === null)
    return ill(
      `active, but this server has no slot ${known.slot}: its address may belong to another database`,
    );
  if (slot.walStatus === "lost") return ill(`active, but its slot ${known.slot} is lost`);
  if (!slot.active)
    return budget !== null && budget.electricOpen > 0
      ? ill("active, but nothing reads its slot")
      : ill("active without a session in Postgres: it sleeps, or its address belongs to another database");
  if (stillMs >= STILL_MS) return ill(`active, but its slot has not moved for ${span(stillMs)}`);
  const apart = disagreement(slot, metrics);
  return apart === null ? well("active") : ill(apart);
}

const BY_STATE: Record<RunningState, (known: Known) => Standing> = {
  silent,
  foreign: ({ failure }) =>
    ill(`another program answers at its address${failure === null ? "" : ` (${failure})`}`),
  waiting,
  starting,
  active,
};

/** Returns how a running Electric stands, joined from its own word and what Postgres shows, with the cause. */
export const standingOf = (known: Known): Standing => BY_STATE[known.state](known);
