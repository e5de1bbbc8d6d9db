import { displayName } from "@/lib/postgres/identifier";
import { heldLists, type HeldList } from "@/lib/repair/changes/held-lists";
import type { Change } from "@/lib/repair/changes/schema";
import { exactly } from "./electric-grants";
import type { Draft, Situation } from "./situation";

/** Returns the access lists that a clean-up goes through: those of tables that are handed over are settled with them. */
export function listsToClean(
  { snapshot, rights, target, sequencesOf }: Situation,
  handed: ReadonlySet<number>,
): HeldList[] {
  const settled = new Set(
    snapshot.relations
      .filter(({ oid }) => handed.has(oid))
      .flatMap((table) => [
        JSON.stringify({ type: "table", schema: table.schema, name: table.name }),
        ...sequencesOf(table).map(({ schema, name }) => JSON.stringify({ type: "sequence", schema, name })),
      ]),
  );
  return heldLists(snapshot, rights, target.role).filter(({ on }) => !settled.has(JSON.stringify(on)));
}

function defaults({ rights, target }: Situation): Change[] {
  return rights.defaults.map((held) => ({
    kind: "default privileges",
    ...held,
    grantee: target.role,
    from: true,
    to: false,
  }));
}

/**
 * Returns whether a membership comes with a role that an admin without superuser made (16 and newer); it goes with the role.
 */
function isImplicit(
  { rights }: Situation,
  row: { grantor: string; admin: boolean; inherit: boolean; set: boolean },
) {
  return row.grantor === rights.bootstrap && row.admin && !row.inherit && !row.set;
}

function memberships(situation: Situation): Change[] {
  const { rights, target, major } = situation;
  return rights.memberships
    .filter((row) => (row.member === target.role || row.role === target.role) && !isImplicit(situation, row))
    .map(({ role, member, grantor, admin, inherit, set }) => ({
      kind: "membership",
      role,
      member,
      grantor: major >= 16 ? grantor : null,
      from: { admin, inherit, set },
      to: null,
    }));
}

function settings({ rights, target }: Situation): Change[] {
  return rights.roleSettings
    .filter(({ mayReset }) => mayReset)
    .map(({ database, name, value }) => ({
      kind: "role setting",
      role: target.role,
      database,
      name,
      from: value,
      to: null,
    }));
}

/** Returns the drafts that take from Electric's role all that it was given, without what it owns. */
export function cleanGrants(situation: Situation, handed: ReadonlySet<number>): Draft[] {
  if (situation.snapshot.role === null) return [];
  const changes = [
    ...listsToClean(situation, handed).flatMap(({ on, column, items }) =>
      exactly(on, column, situation.target.role, items, false),
    ),
    ...defaults(situation),
    ...memberships(situation),
    ...settings(situation),
  ];
  const name = displayName(situation.target.role);
  return changes.length === 0
    ? []
    : [{ says: `Take from ${name} what it was granted here, its memberships and its settings.`, changes }];
}
