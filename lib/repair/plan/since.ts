import type { Change } from "@/lib/repair/changes/schema";
import { count, example } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { publicationGone } from "@/lib/repair/remedies/publication-gone";
import { slotGone } from "@/lib/repair/remedies/slot-gone";
import { slotBeside } from "@/lib/repair/remedies/slot-remake";
import { rolesOf } from "@/lib/privileges/roles";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { effectiveRole } from "@/lib/target/effective-role";
import type { Stood } from "./schema";

/** The id of the steps of an undo that take back Electric's own doing. */
export const UNDO_ELECTRIC = "undo.electric";

/** Changes that belong together, with the sentence that says them. */
type Draft = { says: string; changes: Change[] };

/** Changes that Electric has made and set since a run: inside the transaction of an undo, and after it. */
export type Since = { inside: Draft[]; outside: Draft[] };

const NOTHING: Since = { inside: [], outside: [] };

const keyOf = ({ schema, name }: { schema: string; name: string }): string => JSON.stringify([schema, name]);

/** Whether an undo takes from Electric's role what it needs to run here. */
export const endsElectric = (undone: readonly Change[], role: string): boolean =>
  undone.some(
    (change) =>
      (change.kind === "role" && change.role === role && (!change.to?.replication || !change.to.login)) ||
      (change.kind === "table owner" && change.from === role) ||
      (change.kind === "membership" && change.member === role && change.to === null) ||
      (change.kind === "privileges" && change.grantee === role && !change.to),
  );

function publicationSince(stood: Stood, role: string, snapshot: ReachedSnapshot, rights: Rights): Draft[] {
  const { publication } = snapshot;
  const made =
    !stood.publication.there &&
    publication?.name === stood.publication.name &&
    publication.owner === effectiveRole(snapshot, { role });
  return made
    ? [
        {
          says: `Drop the publication ${displayName(publication.name)}, which Electric has made since.`,
          changes: publicationGone(
            { snapshot, rights, roles: rolesOf(rights, snapshot.server.versionNum) },
            publication,
          ),
        },
      ]
    : [];
}

function identitiesSince(stood: Stood, undone: readonly Change[], snapshot: ReachedSnapshot): Draft[] {
  const own = new Set(
    undone.flatMap((change) => (change.kind === "replica identity" ? [keyOf(change.table)] : [])),
  );
  const full = new Set(
    snapshot.relations.filter(({ replicaIdentity }) => replicaIdentity === "f").map(keyOf),
  );
  const changed = stood.identities.filter(({ table }) => full.has(keyOf(table)) && !own.has(keyOf(table)));
  return changed.length === 0
    ? []
    : [
        {
          says: `Give ${example(
            changed.map(({ table }) => displayRelation(table)),
            "table",
          )} the replica identity of before: Electric has set FULL on ${count(changed.length, "table")} since.`,
          changes: changed.map(({ table, identity }) => ({
            kind: "replica identity",
            table,
            from: "full",
            to: identity,
          })),
        },
      ];
}

function slotSince(stood: Stood, snapshot: ReachedSnapshot): Draft[] {
  const slot = stood.slot.there ? undefined : slotBeside(snapshot, stood.publication.name);
  return slot === undefined || slot.temporary
    ? []
    : [
        {
          says: `Drop the slot ${slot.name}, which Electric has made since; the server lets go of the WAL that it kept for it.`,
          changes: [slotGone(slot)],
        },
      ];
}

/**
 * Returns what Electric itself has made and set since a run, to be taken back with it: its publication, FULL on tables, its
 * slot. Nothing where the undo leaves Electric able to run, or where the run did not keep what stood before.
 */
export function electricsSince(
  stood: Stood | undefined,
  undone: readonly Change[],
  role: string,
  snapshot: ReachedSnapshot,
  rights: Rights,
): Since {
  if (stood === undefined || !endsElectric(undone, role)) return NOTHING;
  return {
    inside: [...publicationSince(stood, role, snapshot, rights), ...identitiesSince(stood, undone, snapshot)],
    outside: slotSince(stood, snapshot),
  };
}

/** Returns what of Electric's own doing an undo will take back, said before a plan runs; null where there will be nothing. */
export function saidOfUndo({ publication, slot, identities }: Stood): string | null {
  const makes = [
    ...(publication.there ? [] : [`the publication ${displayName(publication.name)}`]),
    ...(slot.there ? [] : [`the slot ${slot.name}`]),
    ...(identities.length === 0 ? [] : [`REPLICA IDENTITY FULL on ${count(identities.length, "table")}`]),
  ];
  return makes.length === 0
    ? null
    : `Electric itself makes ${makes.join(", ")} when it runs. An undo takes that back too, once Electric is stopped, unless you choose to leave it.`;
}
