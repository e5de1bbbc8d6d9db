import { count, example, listed } from "@/lib/text/words";
import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { heldBy, itemsOf } from "@/lib/privileges/acl";
import type { AclItem } from "@/lib/privileges/schema";
import type { Relation } from "@/lib/snapshot/relation";
import type { Change } from "@/lib/repair/changes/schema";
import { exactly } from "./electric-grants";
import { heldOn, keptOn } from "./held";
import { newOwnerOf, membersOf } from "./heirs";
import { grantTo } from "@/lib/repair/changes/grant";
import { holds } from "./privileges";
import { sorted, type Draft, type Situation } from "./situation";

/** Returns the tables that Electric's role owns, anywhere in the database. */
export function ownedByElectric({ snapshot, target }: Situation): Relation[] {
  return sorted(
    snapshot.relations.filter(({ kind, owner }) => (kind === "r" || kind === "p") && owner === target.role),
  );
}

const draft = (says: string, changes: Change[]): Draft[] => (changes.length === 0 ? [] : [{ says, changes }]);

/** Returns the rights that a member of Electric's role had on its table by membership alone, to be given by grant. */
function asMember(situation: Situation, table: Relation, member: string): Change[] {
  const { rightsOn, sequencesOf, snapshot } = situation;
  const { versionNum } = snapshot.server;
  const lacking = (items: readonly AclItem[], owner: string): AclItem[] => {
    const held = heldBy(items, member);
    const privileges = heldBy(items, owner).filter((privilege) => !held.includes(privilege));
    return [{ grantee: member, grantor: owner, privileges, grantable: [] }];
  };
  const { schema, name, owner } = table;
  return [
    ...exactly(
      { type: "table", schema, name },
      null,
      member,
      lacking(itemsOf(rightsOn(table)?.acl ?? null, "table", owner, versionNum), owner),
      true,
    ),
    ...sequencesOf(table).flatMap((sequence) =>
      exactly(
        { type: "sequence", schema: sequence.schema, name: sequence.name },
        null,
        member,
        lacking(itemsOf(sequence.acl, "sequence", sequence.owner, versionNum), sequence.owner),
        true,
      ),
    ),
  ];
}

/**
 * Returns how the tables of Electric's role go back to their former owners, and each role that worked with them as a member of that
 * role goes on working; with what that means, in words first.
 */
export function handBack(situation: Situation): { drafts: Draft[]; consequences: string[] } {
  const { roles, target } = situation;
  const name = displayName(target.role);
  const tables = ownedByElectric(situation);
  const heir = newOwnerOf(situation);
  const heirs = [...new Set(tables.map(heir))].sort();
  const of = (role: string) => tables.filter((table) => heir(table) === role);
  const orphaned = membersOf(situation).flatMap((member) =>
    tables
      .filter((table) => member !== situation.rights.admin && !roles.inherits(member, heir(table)))
      .map((table) => ({ member, table })),
  );
  const closed = heirs.flatMap((role) =>
    situation.rights.schemas
      .filter(({ name: schema }) => of(role).some((table) => table.schema === schema))
      .filter(
        ({ owner, acl }) =>
          !roles.inherits(role, owner) && !holds(situation, acl, "schema", owner, "USAGE", role),
      )
      .map(({ name: schema }) => ({ role, schema })),
  );
  const filtered = orphaned.filter(({ table }) => table.rowSecurity && !table.forceRowSecurity);
  const losing = [...new Set(orphaned.map(({ member }) => member))];
  return {
    drafts: [
      ...draft(
        `Let ${listed([...new Set(closed.map(({ role }) => displayName(role)))])} look things up in ${listed([...new Set(closed.map(({ schema }) => displayName(schema)))])}: foreign keys to the tables there are checked with the rights of their owner.`,
        closed.map(({ role, schema }) => grantTo(role, { type: "schema", name: schema }, "USAGE")),
      ),
      ...draft(
        `Take from ${listed(heirs.map(displayName))} what ${heirs.length === 1 ? "it holds" : "they hold"} on these tables by grant: ${heirs.length === 1 ? "it is" : "they are"} about to own them.`,
        tables.flatMap((table) => heldOn(situation, table, heir(table), false)),
      ),
      ...heirs.flatMap((to) =>
        draft(
          `Hand ${count(of(to).length, "table")} of ${name} over to ${displayName(to)}; sequences that a column owns and indexes follow.`,
          of(to).map((table) => ({
            kind: "table owner",
            table: { schema: table.schema, name: table.name },
            from: target.role,
            to,
          })),
        ),
      ),
      ...draft(
        `Give ${listed(heirs.map(displayName))} as the owner what ${name} had revoked from itself.`,
        tables.flatMap((table) => keptOn(situation, table, heir(table))),
      ),
      ...draft(
        `Give ${listed(losing.map(displayName))} by grant what ${losing.length === 1 ? "it" : "they"} could do with these tables as ${losing.length === 1 ? "a member" : "members"} of ${name}.`,
        orphaned.flatMap(({ table, member }) => asMember(situation, table, member)),
      ),
    ],
    consequences: [
      ...heirs.map((to) => `${displayName(to)} owns ${count(of(to).length, "table")} more.`),
      ...(losing.length === 0
        ? []
        : [
            `${listed(losing.map(displayName))} no longer ${losing.length === 1 ? "owns" : "own"} through ${name}, and ${losing.length === 1 ? "keeps" : "keep"} working by grant.`,
          ]),
      ...(filtered.length === 0
        ? []
        : [
            `Row security begins to filter ${listed([...new Set(filtered.map(({ member }) => displayName(member)))])} on ${example(
              [...new Set(filtered.map(({ table }) => displayRelation(table)))],
              "table",
            )}: a grant does not spare as ownership did. Hand the tables over to it, or make it a member of the new owner.`,
          ]),
    ],
  };
}
