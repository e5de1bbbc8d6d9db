import type { Status } from "@/lib/checks/finding";
import { readerOf } from "@/lib/checks/slot/reader";
import { walRiskOf } from "@/lib/checks/slot/wal-risk";
import { slotName } from "@/lib/electric/names";
import type { Slot } from "@/lib/snapshot/replication";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import { bytes, span } from "@/lib/text/words";
import { idleMs } from "@/lib/checks/slot/deadlines";
import type { SlotFacts } from "./facts";
import { unseenReport, type Report } from "./report";
import { slotRows } from "./slot-rows";

type Answer = Pick<Report, "status" | "sentence">;

/** Returns what makes a slot of that name unusable for this Electric; null where it is its own. */
function conflictOf(slot: Slot, here: string): string | null {
  if (slot.type === "physical") return "is a physical slot, which Electric cannot use";
  if (slot.database !== here) return `belongs to database ${slot.database ?? "unknown"}, not to ${here}`;
  // A slot that only a sample saw has no plugin yet.
  return slot.plugin === null || slot.plugin === "pgoutput"
    ? null
    : `has the plugin ${slot.plugin}; Electric needs pgoutput`;
}

function readAnswer(slot: Slot, facts: SlotFacts, target: Target): Answer {
  const behind = slot.lagBytes === null ? "" : ` and is ${bytes(Math.max(0, slot.lagBytes))} behind`;
  const pid = slot.activePid === null ? "a process" : `process ${slot.activePid}`;
  switch (readerOf(slot, facts.electricLock, target)) {
    case "electric":
      return { status: "pass", sentence: `Electric reads ${slot.name}${behind}.` };
    case "electric of another role":
      return { status: "warn", sentence: `Electric reads ${slot.name} as role ${slot.activeRole ?? ""}.` };
    case "hidden":
      return { status: "unknown", sentence: `${pid} reads ${slot.name}${behind}.`.replace(/^p/, "P") };
    case "foreign role":
    case "no lock":
      return { status: "fail", sentence: `${slot.name} is read by ${pid}, which is not Electric.` };
  }
}

function answerOf(slot: Slot, facts: SlotFacts, target: Target): Answer {
  const conflict = conflictOf(slot, facts.database.name);
  if (conflict !== null) return { status: "fail", sentence: `Slot ${slot.name} ${conflict}.` };
  const risk = walRiskOf(slot, facts.server.maxSlotWalKeepBytes);
  const warn = (sentence: string): Answer => ({ status: "warn", sentence });
  switch (risk) {
    case "lost":
      return { status: "fail", sentence: `${slot.name} is lost: Electric has to begin anew.` };
    case "unreserved":
      return warn(`${slot.name} is lost at the next checkpoint unless Electric catches up.`);
    case "extended":
      return warn(`${slot.name} keeps more WAL than max_wal_size.`);
    case "little left":
      return warn(`${slot.name} is lost after ${bytes(Math.max(0, slot.safeWalBytes ?? 0))} more WAL.`);
    case "none": {
      if (slot.active) return readAnswer(slot, facts, target);
      const idle = idleMs(slot, facts.takenAt);
      return warn(`Nothing has read ${slot.name}${idle === null ? "" : ` for ${span(idle)}`}.`);
    }
  }
}

/** The target's slot as the page tells it; `slot` is null where there is none, or slots are closed. */
export type SlotReport = Report & { slot: Slot | null };

/** Returns the report of the target's slot: its state in one sentence, then every fact of it. */
export function ownSlotReport(facts: SlotFacts, target: Target): SlotReport {
  const { slots } = facts;
  if (isUnseen(slots)) return { ...unseenReport("replication slots", slots.grant), slot: null };
  const name = slotName(target.streamId);
  const slot = slots.find((candidate) => candidate.name === name);
  if (slot === undefined) {
    const sentence = `Slot ${name} does not exist yet; Electric creates it when it starts.`;
    const status: Status = "not applicable";
    return { status, sentence, rows: [], grant: null, slot: null };
  }
  const grant = slot.active ? facts.sendersGrant : null;
  return { ...answerOf(slot, facts, target), rows: slotRows(slot, facts), grant, slot };
}

/** Returns whether a slot of the target's name is the target's: logical, of its database, with Electric's plugin. */
export const isTargets = (slot: Slot, { database }: SlotFacts): boolean =>
  conflictOf(slot, database.name) === null;
