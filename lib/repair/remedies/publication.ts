import type { CheckId } from "@/lib/checks";
import { optionsOf } from "@/lib/repair/changes/kinds/publication";
import { failoverWanted } from "@/lib/electric/failover";
import type { Finding } from "@/lib/checks/finding";
import { publicationName, slotName, streamIdProblem } from "@/lib/electric/names";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Change, PublicationOptions } from "@/lib/repair/changes/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { Publication } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { leavesIn } from "@/lib/target/relations";
import { readsAfter } from "./reads-after";
import { staysTranslated } from "./role-settings";
import { sorted, type Situation } from "./situation";

/** Electric's publication as the plan leaves it: its options, and the tables that the plan lists in it by name. */
export type Wish = {
  name: string;
  /** Publication that stands there now; null where it is missing, or where it has to be made anew. */
  now: Publication | null;
  /** The publication is FOR ALL TABLES, to which Postgres adds none by name. */
  anew: boolean;
  options: PublicationOptions;
  /** Tables that have to stand in it by name. */
  tables: Relation[];
};

/** Whether a failover slot is to be made or kept: Electric drops a slot that it finds without its publication. */
export function wantsFailoverSlot({ snapshot, target, choices }: Situation): boolean {
  if (snapshot.server.versionNum < 170_000 || !choices.failoverSlot || isUnseen(snapshot.slots)) return false;
  return failoverWanted(target, snapshot.connection.provider, snapshot.slots) !== "none";
}

/** Whether Electric's slot is there, in this database or another. */
export const isSlotThere = ({ snapshot: { slots }, target }: Situation): boolean =>
  !isUnseen(slots) && slots.some(({ name }) => name === slotName(target.streamId));

/** Tables that can be published without breaking the application's own writes (virtual generated columns, 18). */
export const publishableTables = ({ tables, snapshot }: Situation): Relation[] =>
  sorted(
    tables.filter(
      ({ generatedVirtual }) => snapshot.server.versionNum < 180_000 || generatedVirtual.length === 0,
    ),
  );

/** Returns a test of whether a table, or a partition of it, would become FULL for Electric and then take no write beside another publication. */
export function refusedByOthers(snapshot: Pick<ReachedSnapshot, "relations">): (table: Relation) => boolean {
  const leaves = leavesIn(snapshot);
  return (table) =>
    leaves(table).some(
      ({ fullRefusedBy, replicaIdentity }) => fullRefusedBy.length > 0 && replicaIdentity !== "f",
    );
}

/** Returns what Electric's publication has to be for the target; null where Electric makes it well enough itself. */
export function publicationWish(situation: Situation): Wish | null {
  const { snapshot, target } = situation;
  if (streamIdProblem(target.streamId) !== null) return null;
  const { publication } = snapshot;
  // Published without FULL a table resets Electric at its first UPDATE, and with FULL it would refuse that.
  const isRefused = refusedByOthers(snapshot);
  const tables = publishableTables(situation).filter(
    (table) => table.published !== null || !isRefused(table),
  );
  const roots = tables.some(({ kind }) => kind === "p");
  const reads = readsAfter(situation);
  // Beside a slot that is there already it would be too young: Electric, which makes both anew, heals that by itself.
  const forFailover = wantsFailoverSlot(situation) && !isSlotThere(situation);
  if (publication === null && !reads && (staysTranslated(situation) || (!roots && !forFailover))) return null;
  const now = publication?.allTables === true ? null : publication;
  const stored = tables.some(({ generatedStored }) => generatedStored.length > 0);
  const from18 = snapshot.server.versionNum >= 180_000;
  const before = now === null ? null : optionsOf(now);
  return {
    name: publicationName(target.streamId),
    now,
    anew: publication?.allTables === true,
    options: {
      insert: true,
      update: true,
      delete: true,
      truncate: true,
      viaPartitionRoot: before?.viaPartitionRoot === true || roots,
      generatedStored: !from18 ? null : before === null || stored ? true : before.generatedStored,
    },
    // Electric adds and removes tables itself where the publication is its own; what it does not use it would take out.
    tables: reads ? tables : [],
  };
}

/** Whether tables outside the target stay in Electric's publication: only its check's own plan takes them out. */
export function keepsSurplus({
  snapshot,
  trees,
  wanted,
  finding,
}: Pick<Situation, "snapshot" | "trees" | "wanted"> & {
  finding(check: CheckId): Pick<Finding, "status"> | undefined;
}): boolean {
  const { publication, relations } = snapshot;
  if (publication === null || publication.allTables) return false;
  if (
    wanted.kind === "checks" &&
    wanted.tables === undefined &&
    finding("publication.tables")?.status === "warn"
  )
    return false;
  const targeted = new Set(trees.map(({ oid }) => oid));
  return relations.some(({ oid, published }) => published !== null && !targeted.has(oid));
}

/**
 * Returns the change by which the role that drops a publication owns it first: an undo makes it anew, and with this gives it
 * back. What publishes everything or whole schemas can belong to superusers alone (PostgreSQL docs, ALTER PUBLICATION).
 */
export function takenOver(
  { rights, roles }: Pick<Situation, "rights" | "roles">,
  publication: Publication,
): Change[] {
  const { name, owner, allTables, schemas } = publication;
  const isSuperuser = (role: string): boolean => roles.of(role)?.superuser === true;
  const bound = allTables || schemas.length > 0;
  if (owner === rights.admin || (bound && !(isSuperuser(rights.admin) && isSuperuser(owner)))) return [];
  return [{ kind: "publication owner", publication: name, from: owner, to: rights.admin }];
}
