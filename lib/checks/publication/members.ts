import { publicationName } from "@/lib/electric/names";
import { quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { effectiveRole } from "@/lib/target/effective-role";
import { targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { dropSlot, ownSlot } from "../slot/own";

/** Returns the target's relations that a publication can hold; tables.kind speaks of the others. */
export function publishable(snapshot: ReachedSnapshot, target: Target): Relation[] {
  return targetTables(snapshot, target);
}

/** Returns relations as a list for ADD TABLE, DROP TABLE or FOR TABLE, one a line. */
export const tableList = (relations: readonly Relation[]): string =>
  relations.map((relation) => `\n  ${quoteRelation(relation)}`).join(",");

/** The options that Electric's publication needs here: partitions under their root, and on 18 stored generated columns. */
function optionsFor(snapshot: ReachedSnapshot, relations: readonly Relation[]): string {
  const options = [
    ...(relations.some(({ kind }) => kind === "p") ? ["publish_via_partition_root = true"] : []),
    ...(snapshot.server.versionNum >= 180_000 ? ["publish_generated_columns = stored"] : []),
  ];
  return options.length === 0 ? "" : `\n  WITH (${options.join(", ")})`;
}

/**
 * Returns the SQL that makes Electric's publication for a target: empty and owned by Electric's role in automatic
 * mode, where Electric adds the tables; with every table by name in manual mode.
 */
export const createPublication = (snapshot: ReachedSnapshot, target: Target): string =>
  `${makePublication(snapshot, target)}${dropOlder(snapshot, target)}`;

function makePublication(snapshot: ReachedSnapshot, target: Target): string {
  const name = quoteIdentifier(publicationName(target.streamId));
  const relations = publishable(snapshot, target);
  const options = optionsFor(snapshot, relations);
  if (target.strategy === "manual") {
    const tables = relations.length === 0 ? "" : ` FOR TABLE${tableList(relations)}`;
    return `CREATE PUBLICATION ${name}${tables}${options};`;
  }
  return `CREATE PUBLICATION ${name}${options};\nALTER PUBLICATION ${name} OWNER TO ${quoteIdentifier(effectiveRole(snapshot, target))};`;
}

/** A slot that is older than its publication cannot be decoded with it: it goes once Electric is stopped, and Electric makes it anew. */
function dropOlder(snapshot: ReachedSnapshot, target: Target): string {
  const slot = ownSlot(snapshot, target);
  return slot === undefined
    ? ""
    : `\n-- The slot is older than this publication: stop Electric first. It makes the slot anew and serves every shape anew.\n${dropSlot(slot.name)}`;
}

/** Returns the SQL that makes the publication anew, in one transaction, so that no change escapes it. */
export function recreatePublication(snapshot: ReachedSnapshot, target: Target): string {
  const name = quoteIdentifier(publicationName(target.streamId));
  return `BEGIN;\nDROP PUBLICATION ${name};\n${makePublication(snapshot, target)}\nCOMMIT;${dropOlder(snapshot, target)}`;
}
