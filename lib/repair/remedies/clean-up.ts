import { slotName } from "@/lib/electric/names";
import { count, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Change } from "@/lib/repair/changes/schema";
import { grantableAttributes } from "@/lib/privileges/managed-admin-groups";
import { cleanGrants } from "./clean-grants";
import { cleanUpMissing } from "./clean-up-missing";
import { defineRemedy, nothing } from "./define";
import { handBack, ownedByElectric } from "./hand-back";
import { publicationGone } from "./publication-gone";
import { identityNow, whyOthersRefuseFull } from "./replica-identity";
import { attributesNow } from "./role-alter";
import { slotGone } from "./slot-gone";
import { sorted, type Draft, type Situation } from "./situation";

const draft = (says: string, changes: Change[]): Draft[] => (changes.length === 0 ? [] : [{ says, changes }]);

const publicationDrafts = (situation: Situation): Draft[] => {
  const { publication } = situation.snapshot;
  return publication === null
    ? []
    : draft(
        `Drop the publication ${displayName(publication.name)}, its tables first, so that it can be made again.`,
        publicationGone(situation, publication),
      );
};

/** The tables with FULL that have no need of it once Electric is gone, or whose UPDATE and DELETE fail with it. */
function identityDrafts(situation: Situation): Draft[] {
  const full = sorted(
    situation.trees.filter(
      (table) =>
        table.replicaIdentity === "f" &&
        table.hasPrimaryKey &&
        ((situation.rightsOn(table)?.alsoIn.length ?? 0) === 0 ||
          whyOthersRefuseFull(situation, table) !== null),
    ),
  );
  return draft(
    `Set ${count(full.length, "table")} back to the replica identity DEFAULT: they have a primary key, no other publication needs FULL on them, and they write less WAL again.`,
    full.map((table) => ({
      kind: "replica identity",
      table: { schema: table.schema, name: table.name },
      from: identityNow(situation, table),
      to: "default",
    })),
  );
}

/** Tables whose UPDATE and DELETE fail with FULL and that have no primary key to go back to, in sentences. */
const stuck = (situation: Situation): string[] =>
  situation.trees
    .filter((table) => table.replicaIdentity === "f" && !table.hasPrimaryKey)
    .flatMap((table) => {
      const why = whyOthersRefuseFull(situation, table);
      return why === null
        ? []
        : [
            `UPDATE and DELETE on ${displayRelation(table)} fail, and go on failing: it has REPLICA IDENTITY FULL, and ${why}. Without a primary key it has no other identity. Change that publication, or add a primary key.`,
          ];
    });

function roleDrafts(situation: Situation): Draft[] {
  const { rights, target } = situation;
  const from = attributesNow(situation);
  if (from === null || rights.dependsIn.length > 0) return [];
  return draft(`Drop the role ${displayName(target.role)}. Its password goes with it.`, [
    { kind: "role", role: target.role, from, to: null, verifier: null },
  ]);
}

/** Returns what the runner could not give a role that it makes anew, so that the undo of its end takes another role. */
function remaking(situation: Situation): string[] {
  const { rights, roles, major, target } = situation;
  const from = attributesNow(situation);
  const self = roles.of(rights.admin);
  if (from === null || rights.dependsIn.length > 0 || self?.superuser === true) return [];
  const gives = grantableAttributes(rights.admin, roles, major);
  const beyond = [
    ...(from.replication && !gives.replication ? ["REPLICATION"] : []),
    ...(from.bypassRls && !gives.bypassRls ? ["BYPASSRLS"] : []),
  ];
  return beyond.length === 0
    ? []
    : [
        `${displayName(rights.admin)} cannot undo this: it may drop ${displayName(target.role)} and may not make a role with ${beyond.join(" and ")}. ${major < 16 ? "A superuser can." : `A superuser can, or a role with CREATEROLE and ${beyond.join(" and ")} itself.`}`,
      ];
}

export const cleanUp = defineRemedy({
  id: "clean-up",
  cleansUp: true,
  title: "Clean up after Electric",
  fixes: [],
  plan(situation) {
    const { snapshot, target, rights } = situation;
    if (situation.wanted.kind !== "clean-up") return nothing;
    const handed = new Set(ownedByElectric(situation).map(({ oid }) => oid));
    const back = handBack(situation);
    const name = displayName(target.role);
    const drafts = [
      ...publicationDrafts(situation),
      ...identityDrafts(situation),
      ...back.drafts,
      ...cleanGrants(situation, handed),
      ...roleDrafts(situation),
    ];
    if (drafts.length === 0) return nothing;
    const kept = rights.roleSettings.filter(({ mayReset }) => !mayReset).map((setting) => setting.name);
    return {
      drafts,
      fixes: [],
      consequences: [
        `Electric can no longer run here with the role ${name}, and what it had served has to be fetched anew after a new start.`,
        ...back.consequences,
        ...stuck(situation),
        ...(rights.dependsIn.length === 0
          ? []
          : [
              `The role ${name} stays: it has rights or objects in ${listed(rights.dependsIn.map(displayName))} too.`,
            ]),
        ...remaking(situation),
        ...(kept.length === 0
          ? []
          : [
              `${displayName(rights.admin)} may not reset ${listed(kept)} of ${name}: ${rights.dependsIn.length === 0 ? "that goes with the role, and an undo does not bring it back" : "that stays"}.`,
            ]),
      ],
      missing: snapshot.role === null ? [] : cleanUpMissing(situation, handed),
    };
  },
});

/** After the commit: a slot is no part of a transaction, and Postgres drops none that is in use. */
export const cleanUpSlot = defineRemedy({
  id: "clean-up.slot",
  cleansUp: true,
  title: "Drop Electric's slot",
  fixes: [],
  outside: true,
  plan({ snapshot, target, wanted }) {
    if (wanted.kind !== "clean-up" || isUnseen(snapshot.slots)) return nothing;
    const slot = snapshot.slots.find(({ name }) => name === slotName(target.streamId));
    if (slot === undefined || slot.database !== snapshot.database.name) return nothing;
    return {
      drafts: draft(`Drop the slot ${slot.name}; the server lets go of the WAL that it kept for it.`, [
        slotGone(slot),
      ]),
      fixes: [],
    };
  },
});
