import { CLOUD_PUBLICATION, cloudSlotOf, isOldSlot } from "@/lib/electric/leftovers";
import { displayName } from "@/lib/postgres/identifier";
import type { Leftover } from "@/lib/snapshot/leftover";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { pass, warn } from "../finding";
import { count, listed } from "@/lib/text/words";
import { leftoverWays } from "./leftover-ways";

const named = ({ kind, name }: Leftover): string => `${kind} ${displayName(name)}`;

/**
 * Returns whether a leftover is in use, and so is none: a publication whose Cloud slot is read, and all of Electric 0.x
 * while a slot of its kind is read here.
 */
function isRead({ kind, name }: Leftover, { slots, database }: ReachedSnapshot): boolean {
  if (isUnseen(slots)) return false;
  const isCloud = kind === "publication" && name.startsWith(CLOUD_PUBLICATION);
  return slots.some((slot) =>
    isCloud
      ? slot.name === cloudSlotOf(name) && slot.active
      : isOldSlot(slot.name) && slot.active && slot.database === database.name,
  );
}

export const electricLeftovers = defineCheck({
  id: "electric.leftovers",
  title: "Nothing is left of another Electric",
  why: "Electric Cloud and Electric 0.x leave publications, event triggers and a schema behind. The event triggers run at every statement that alters a table, and a publication makes UPDATE and DELETE fail on tables without a replica identity. Slots that they left are in slot.orphans.",
  source: "Electric 0.x, postgres/extension.ex; Electric Cloud's names, Electric issue 3848",
  worst: "warn",
  act: { says: "Remove what another Electric left" },
  whyNotFixed:
    "What another Electric left is yours to drop: its check has the statements, with what undoes each.",
  judge(snapshot) {
    const left = snapshot.leftovers.filter((leftover) => !isRead(leftover, snapshot));
    if (left.length === 0) return pass("Nothing of Electric Cloud or Electric 0.x was found.");
    return warn({
      found: `${count(left.length, "object")} of Electric Cloud or Electric 0.x ${left.length === 1 ? "is" : "are"} left: ${listed(left.map(named))}`,
      needed: "no publication, event trigger or schema that no Electric uses",
      objects: left.map(named),
      ways: leftoverWays(left, snapshot),
    });
  },
});
