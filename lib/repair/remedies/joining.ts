import type { ChangeOf } from "@/lib/repair/changes/schema";
import { stateAfter } from "@/lib/reach/apply";
import { itemsOfRights, reachChangesOf, type Right } from "@/lib/reach/difference";
import { isElectricsOwn } from "@/lib/reach/electrics-own";
import { reachState, type ReachState } from "@/lib/reach/state";
import type { RoleFacts } from "@/lib/privileges/schema";
import { notOwned } from "./not-owned";
import type { Situation } from "./situation";

/** The rights that a membership in Electric's role gives its member; from 16 on each is an option of its own. */
export type Joins = { inherit: boolean; set: boolean };

/** Returns what makes a role a member of Electric's role; a grant that is there already is widened. */
export function joining(
  { roles, rights, target, major }: Situation,
  member: string,
  { inherit, set }: Joins,
): ChangeOf<"membership"> {
  const grantor = roles.of(rights.admin)?.superuser === true ? rights.bootstrap : rights.admin;
  const row =
    major < 16
      ? undefined
      : roles.rows(member).find((one) => one.role === target.role && one.grantor === grantor);
  return {
    kind: "membership",
    role: target.role,
    member,
    grantor: row?.grantor ?? null,
    from: row === undefined ? null : { admin: row.admin, inherit: row.inherit, set: row.set },
    to:
      major < 16
        ? { admin: false, inherit: true, set: true }
        : {
            admin: row?.admin ?? false,
            inherit: inherit || row?.inherit === true,
            set: set || row?.set === true,
          },
  };
}

/** Electric's role as a plan leaves it, as far as its members are concerned: it replicates, and may bypass row security. */
function electricsFacts({ roles, target }: Situation): RoleFacts {
  const facts = roles.of(target.role);
  return {
    name: target.role,
    superuser: false,
    inherit: true,
    createRole: false,
    canLogin: true,
    connectionLimit: null,
    validUntil: null,
    ...facts,
    replication: true,
    bypassRls: facts?.bypassRls ?? false,
  };
}

/** Returns the states before a plan and after its tables have changed hands, without any membership that it makes. */
function statesOf(situation: Situation): { before: ReachState; after: ReachState } {
  const { snapshot, rights, target } = situation;
  const before = reachState(snapshot, rights, target.role);
  const withRole = { ...before, roles: new Map(before.roles).set(target.role, electricsFacts(situation)) };
  const after = stateAfter(
    withRole,
    notOwned(situation).map(({ schema, name, owner }) => ({
      kind: "table owner" as const,
      table: { schema, name },
      from: owner,
      to: target.role,
    })),
  );
  return { before, after };
}

/**
 * Returns a function that tells what a membership in Electric's role would open to its member beyond its own tables and what
 * is Electric's own, as names. A role with the member's rights gains no more than the member.
 */
export function openedBy(situation: Situation): (member: string, joins: Joins) => string[] {
  let known: ReturnType<typeof statesOf> | null = null;
  return (member, joins) => {
    const { before, after } = (known ??= statesOf(situation));
    const joined = stateAfter(after, [joining(situation, member, joins)]);
    const opened = reachChangesOf(before, joined, member).filter(
      (right: Right) => !isElectricsOwn(right, situation.target.role),
    );
    return itemsOfRights(opened, "gains").flatMap(({ rights, on }) =>
      on.length === 0 ? rights : on.map((name) => `${rights.join(", ")} on ${name}`),
    );
  };
}
