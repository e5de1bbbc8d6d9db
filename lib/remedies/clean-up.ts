import { slotName } from "@/lib/electric/names";
import { count, listed } from "@/lib/checks/words";
import { displayName } from "@/lib/postgres/identifier";
import { isUnseen } from "@/lib/snapshot/seen";
import { optionsOf } from "@/lib/change/now";
import type { Change } from "@/lib/change/schema";
import { cleanGrants } from "./clean-grants";
import { cleanUpMissing } from "./clean-up-missing";
import { defineRemedy, nothing } from "./define";
import { heldOn, keptOn } from "./held";
import { takenOver } from "./publication";
import { identityNow } from "./replica-identity";
import { attributesNow } from "./role-alter";
import { sorted, type Draft, type Situation } from "./situation";

const draft = (says: string, changes: Change[]): Draft[] => (changes.length === 0 ? [] : [{ says, changes }]);

function owned({ snapshot, target }: Situation) {
  return sorted(
    snapshot.relations.filter(({ kind, owner }) => (kind === "r" || kind === "p") && owner === target.role),
  );
}

function publicationDrafts(situation: Situation): Draft[] {
  const { snapshot } = situation;
  const { publication } = snapshot;
  if (publication === null) return [];
  const { name } = publication;
  const members = publication.allTables
    ? []
    : sorted(snapshot.relations.filter(({ published }) => published !== null));
  return draft(`Drop the publication ${displayName(name)}, its tables first, so that it can be made again.`, [
    ...takenOver(situation, publication),
    ...members.map(({ schema, name: table, published }): Change => ({
      kind: "published",
      publication: name,
      table: { schema, name: table },
      from: published,
      to: null,
    })),
    ...publication.schemas.map((schema): Change => ({
      kind: "published schema",
      publication: name,
      schema,
      from: true,
      to: false,
    })),
    {
      kind: "publication",
      publication: name,
      from: optionsOf(publication),
      to: null,
      allTables: publication.allTables,
    },
  ]);
}

function identityDrafts(situation: Situation): Draft[] {
  const full = sorted(
    situation.trees.filter(
      (table) =>
        table.replicaIdentity === "f" &&
        table.hasPrimaryKey &&
        (situation.rightsOn(table)?.alsoIn.length ?? 0) === 0,
    ),
  );
  return draft(
    `Set ${count(full.length, "table")} back to the replica identity DEFAULT: they have a primary key and stand in no other publication, and write less WAL again.`,
    full.map((table) => ({
      kind: "replica identity",
      table: { schema: table.schema, name: table.name },
      from: identityNow(situation, table),
      to: "default",
    })),
  );
}

function roleDrafts(situation: Situation): Draft[] {
  const { rights, target } = situation;
  const from = attributesNow(situation);
  if (from === null || rights.dependsIn.length > 0) return [];
  return draft(`Drop the role ${displayName(target.role)}. Its password goes with it.`, [
    { kind: "role", role: target.role, from, to: null, verifier: null },
  ]);
}

export const cleanUp = defineRemedy({
  id: "clean-up",
  title: "Clean up after Electric",
  cures: [],
  plan(situation) {
    const { snapshot, target, choices, rights } = situation;
    if (situation.wanted.kind !== "clean-up") return nothing;
    const to = choices.handTo ?? rights.admin;
    const tables = owned(situation);
    const handed = new Set(tables.map(({ oid }) => oid));
    const name = displayName(target.role);
    const drafts = [
      ...publicationDrafts(situation),
      ...identityDrafts(situation),
      ...draft(
        `Take from ${displayName(to)} what it holds on these tables by grant: it is about to own them.`,
        tables.flatMap((table) => heldOn(situation, table, to, false)),
      ),
      ...draft(
        `Hand ${count(tables.length, "table")} of ${name} over to ${displayName(to)}; sequences that a column owns and indexes follow.`,
        tables.map((table) => ({
          kind: "table owner",
          table: { schema: table.schema, name: table.name },
          from: target.role,
          to,
        })),
      ),
      ...draft(
        `Give ${displayName(to)} as the owner what it held by grant and ${name} had revoked from itself.`,
        tables.flatMap((table) => keptOn(situation, table, to)),
      ),
      ...cleanGrants(situation, handed),
      ...roleDrafts(situation),
    ];
    if (drafts.length === 0) return nothing;
    const kept = rights.roleSettings.filter(({ mayReset }) => !mayReset).map((setting) => setting.name);
    return {
      drafts,
      cures: [],
      consequences: [
        `Electric can no longer run here with the role ${name}, and what it had served has to be fetched anew after a new start.`,
        ...(tables.length === 0 ? [] : [`${displayName(to)} owns ${count(tables.length, "table")} more.`]),
        ...(rights.dependsIn.length === 0
          ? []
          : [
              `The role ${name} stays: it has rights or objects in ${listed(rights.dependsIn.map(displayName))} too.`,
            ]),
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
  title: "Drop Electric's slot",
  cures: [],
  outside: true,
  plan({ snapshot, target, wanted }) {
    if (wanted.kind !== "clean-up" || isUnseen(snapshot.slots)) return nothing;
    const slot = snapshot.slots.find(({ name }) => name === slotName(target.streamId));
    if (slot === undefined || slot.database !== snapshot.database.name) return nothing;
    return {
      drafts: draft(`Drop the slot ${slot.name}; the server lets go of the WAL that it kept for it.`, [
        {
          kind: "slot",
          slot: slot.name,
          from: { failover: slot.failover === true },
          to: null,
          endReader: false,
        },
      ]),
      cures: [],
    };
  },
});
