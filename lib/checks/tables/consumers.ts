import { electricOfSlot } from "@/lib/electric/leftovers";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { Slot } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { isUnseen } from "@/lib/snapshot/seen";
import { example, listed } from "@/lib/text/words";

type Seen = Pick<ReachedSnapshot, "slots" | "database">;

/** Slots of other consumers here; a pgoutput slot carries what stands in a publication, any other plugin every table. */
function foreignSlots({ slots, database }: Seen, published: boolean): Slot[] {
  if (isUnseen(slots)) return [];
  return slots.filter(
    ({ name, type, plugin, database: at }) =>
      type === "logical" &&
      at === database.name &&
      electricOfSlot(name) === null &&
      (plugin !== "pgoutput" || published),
  );
}

/**
 * Returns, as sentences, who else reads the changes of tables and what FULL changes for them; "" without another reader. Old rows carry the
 * columns of the replica identity, whichever consumer reads them (PostgreSQL docs, ALTER TABLE and 54.5).
 */
export function consumersText(seen: Seen, tables: readonly Relation[]): string {
  const published = tables.filter(({ otherPublications }) => otherPublications.length > 0);
  const publications = [...new Set(published.flatMap(({ otherPublications }) => otherPublications))].sort();
  const slots = foreignSlots(seen, publications.length > 0);
  const consumers = [
    ...publications.map((name) => `publication ${displayName(name)}`),
    ...slots.map(
      ({ name, plugin, active }) => `slot ${name} (${plugin ?? "unknown plugin"}${active ? ", in use" : ""})`,
    ),
  ];
  if (consumers.length === 0) return "";
  const all = slots.some(({ plugin }) => plugin !== "pgoutput") ? tables : published;
  const indexed = all.filter(({ replicaIdentity }) => replicaIdentity === "i");
  const index =
    indexed.length === 0
      ? ""
      : ` FULL replaces the index that was chosen for ${example(indexed.map(displayRelation), "table")}.`;
  return `Others read the changes of ${example(all.map(displayRelation), "table")} too: ${listed(consumers)}. With FULL their old rows carry every column in place of the key: a consumer that takes the old row for the key (Debezium without a primary key, oldkeys of wal2json) or searches by it (a subscriber without an index) has to be ready for that.${index}`;
}
