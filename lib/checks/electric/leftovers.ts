import { cloudSlotOf } from "@/lib/electric/leftovers";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Leftover } from "@/lib/snapshot/leftover";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { pass, warn, type Way } from "../finding";
import { count, listed } from "../words";

const named = ({ kind, name }: Leftover): string => `${kind} ${displayName(name)}`;

/** A publication is no leftover while Electric Cloud reads the slot of its source. */
function isRead({ kind, name }: Leftover, { slots }: ReachedSnapshot): boolean {
  if (kind !== "publication" || isUnseen(slots)) return false;
  const slot = cloudSlotOf(name);
  return slots.some((one) => one.name === slot && one.active);
}

const DROPS: Record<Leftover["kind"], (name: string) => string> = {
  "event trigger": (name) => `DROP EVENT TRIGGER ${quoteIdentifier(name)};`,
  publication: (name) => `DROP PUBLICATION ${quoteIdentifier(name)};`,
  schema: (name) => `DROP SCHEMA ${quoteIdentifier(name)} CASCADE;`,
};

const SAYS: Record<Leftover["kind"], string> = {
  "event trigger":
    "Drop the event triggers of Electric 0.x, as a superuser: they run at every CREATE, ALTER and DROP, Electric's own included.",
  publication:
    "Drop each publication that no Electric Cloud source reads any more. A table in one of them cannot be updated without a replica identity.",
  schema:
    "Drop the schema of Electric 0.x, once no event trigger needs it: its triggers on your tables go with it, and what it recorded for clients of 0.x too.",
};

const ORDER: readonly Leftover["kind"][] = ["event trigger", "publication", "schema"];

export const electricLeftovers = defineCheck({
  id: "electric.leftovers",
  title: "Nothing is left of another Electric",
  why: "Electric Cloud and Electric 0.x leave publications, event triggers and a schema behind. The event triggers run at every statement that alters a table, and a publication makes UPDATE and DELETE fail on tables without a replica identity. Slots that they left are in slot.orphans.",
  source: "Electric 0.x, postgres/extension.ex; Electric Cloud's names, Electric issue 3848",
  worst: "warn",
  judge(snapshot) {
    const left = snapshot.leftovers.filter((leftover) => !isRead(leftover, snapshot));
    if (left.length === 0) return pass("Nothing of Electric Cloud or Electric 0.x was found.");
    const ways = ORDER.flatMap((kind): Way[] => {
      const of = left.filter((leftover) => leftover.kind === kind);
      if (of.length === 0) return [];
      return [{ says: SAYS[kind], sql: of.map(({ name }) => DROPS[kind](name)).join("\n") }];
    });
    return warn({
      found: `${count(left.length, "object")} of Electric Cloud or Electric 0.x ${left.length === 1 ? "is" : "are"} left: ${listed(left.map(named))}`,
      needed: "no publication, event trigger or schema that no Electric uses",
      objects: left.map(named),
      ways,
    });
  },
});
