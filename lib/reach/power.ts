import { SERVER_ROLES, type Power } from "@/lib/snapshot/power";
import { majorOf } from "@/lib/target/mode";
import { isInherited, rowsByMember } from "./roles";
import type { ReachState } from "./state";

const isServerRole = (role: string): role is keyof typeof SERVER_ROLES => Object.hasOwn(SERVER_ROLES, role);

function kindOf({ roles, versionNum }: ReachState, role: string): Power["kind"] | null {
  const facts = roles.get(role);
  if (facts?.superuser === true) return "superuser";
  if (isServerRole(role)) return SERVER_ROLES[role];
  // Up to 15 CREATEROLE grants every role but a superuser, those of SERVER_ROLES among them (PostgreSQL 15 docs, CREATE ROLE).
  return majorOf(versionNum) < 16 && facts?.createRole === true ? "create role" : null;
}

/**
 * Returns a function that tells how the members of a role could take over the server; null where they could not. Every
 * membership counts that is inherited, lets become the role, or may be granted on: ADMIN OPTION lets a role join.
 */
export function powerIn(state: ReachState): (role: string) => Power | null {
  const rows = rowsByMember(state);
  const below16 = majorOf(state.versionNum) < 16;
  return (role) => {
    const reached = new Set([role]);
    for (const through of reached) {
      const kind = kindOf(state, through);
      if (kind !== null) return { role, through, kind };
      for (const row of rows.get(through) ?? [])
        if (below16 || row.set || row.admin || isInherited(state, row)) reached.add(row.role);
    }
    return null;
  };
}
