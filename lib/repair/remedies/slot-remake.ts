import { publicationName, slotName, slotOfPublication } from "@/lib/electric/names";
import { displayName } from "@/lib/postgres/identifier";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Missing } from "@/lib/repair/missing";
import { defineRemedy, nothing } from "./define";
import { publicationWish } from "./publication";
import { MAKES_PUBLICATION } from "./publication-make";
import { slotGone } from "./slot-gone";
import type { Draft, Situation } from "./situation";

const CHECK = "slot.publication";
const COST =
  "Electric makes the slot anew at its next start and serves every shape anew: all clients fetch their data again, and the database is read once more for each shape.";

/** Returns the slot that belongs to a publication of Electric's by name; undefined where there is none here, or slots are closed. */
export function slotBeside({ slots, database }: ReachedSnapshot, publication: string): Slot | undefined {
  if (isUnseen(slots)) return undefined;
  const name = slotOfPublication(publication);
  return slots.find(
    (slot) => slot.name === name && slot.type === "logical" && slot.database === database.name,
  );
}

/** The step that drops a slot which is older than its publication: made anew here, Electric would take it for its own and purge nothing. */
export const dropOlderSlot = (slot: Slot, publication: string): Draft => ({
  says: `Drop the slot ${slot.name}, which is older than ${displayName(publication)} and cannot be decoded with it. ${COST}`,
  changes: [slotGone(slot)],
});

/** Returns the obstacle to a plan while the slot that has to go is in use. */
export const olderSlotInUse = ({ name }: Slot, publication: string): Missing => ({
  what: `The slot ${name} is in use, and it will be older than ${displayName(publication)}, which this makes: Postgres cannot decode it then, so it has to be dropped, and a slot in use is left alone.`,
  who: "Stop Electric (in the sandbox: the stand-in), the role that reads the slot, then make this plan again.",
  sql: null,
});

const makesPublication = (situation: Situation): boolean => {
  const { wanted } = situation;
  const wish = publicationWish(situation);
  if (wish === null || wish.now !== null) return false;
  return (
    wanted.kind === "ready" ||
    (wanted.kind === "checks" && MAKES_PUBLICATION.some((check) => wanted.checks.includes(check)))
  );
};

/** Returns the slot that a plan has to drop because its publication is, or becomes, younger; null where none has to go. */
export function olderSlot(situation: Situation): Slot | null {
  const { snapshot, target, wanted, finding } = situation;
  const slot = slotBeside(snapshot, publicationName(target.streamId));
  if (slot === undefined || slot.temporary) return null;
  const asked = wanted.kind === "ready" || (wanted.kind === "checks" && wanted.checks.includes(CHECK));
  return makesPublication(situation) || (asked && finding(CHECK)?.status === "fail") ? slot : null;
}

/** After the commit: the publication stands then, and Electric keeps what it finds beside a slot of its own making. */
export const slotRemake = defineRemedy({
  id: "slot.remake",
  // It finds out itself whether the plan makes the publication.
  joins: "any",
  title: "Drop the slot older than its publication",
  fixes: [CHECK],
  outside: true,
  plan(situation) {
    if (isUnseen(situation.snapshot.slots) && makesPublication(situation))
      return {
        ...nothing,
        consequences: [
          `Whether a slot ${slotName(situation.target.streamId)} is there could not be seen. One that is older than the publication cannot be decoded with it: where Electric ran here before, drop it after this.`,
        ],
      };
    const slot = olderSlot(situation);
    if (slot === null) return nothing;
    const publication = publicationName(situation.target.streamId);
    if (slot.active) return { ...nothing, missing: [olderSlotInUse(slot, publication)] };
    return {
      drafts: [dropOlderSlot(slot, publication)],
      fixes: [CHECK],
      consequences: [
        COST,
        ...(slot.failover === true
          ? [
              `${slot.name} was a failover slot, and the one that Electric makes is none: make this plan again when Electric runs.`,
            ]
          : []),
      ],
    };
  },
});
