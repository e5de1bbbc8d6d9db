import { majorOf } from "@/lib/target/mode";
import type { MembershipRow } from "@/lib/privileges/schema";
import type { ReachState } from "./state";

/** Roles that one role can act as. */
export type Acting = {
  /** Roles that it can become by SET ROLE, itself among them. */
  settable: ReadonlySet<string>;
  /** Roles whose rights it has without SET ROLE, itself among them. */
  inherited: ReadonlySet<string>;
  /** Roles whose rights it has by any role that it can become. */
  used: ReadonlySet<string>;
  /** Roles that it can make others members of, by ADMIN OPTION. */
  administered: ReadonlySet<string>;
};

/** Its member is the owner of the database, without a row in pg_auth_members (PostgreSQL docs 21.5). */
const DATABASE_OWNER = "pg_database_owner";

/** Below 16 the member's INHERIT attribute decides for all its memberships, and every one lets it become the role. */
export function isInherited({ roles, versionNum }: ReachState, row: MembershipRow): boolean {
  return majorOf(versionNum) >= 16 ? row.inherit : roles.get(row.member)?.inherit === true;
}

const isSettable = ({ versionNum }: ReachState, row: MembershipRow): boolean =>
  majorOf(versionNum) < 16 || row.set;

/** Returns the rows by member, for walks from a role upwards. */
export function rowsByMember({ memberships }: ReachState): ReadonlyMap<string, readonly MembershipRow[]> {
  const rows = new Map<string, MembershipRow[]>();
  for (const row of memberships) {
    const known = rows.get(row.member);
    if (known === undefined) rows.set(row.member, [row]);
    else known.push(row);
  }
  return rows;
}

/**
 * Returns a function that tells which roles a role can act as. SET ROLE follows only rows that let it become the role, from
 * the session's own role; rights follow rows that are inherited, from the role that it became (PostgreSQL 16 docs, SET ROLE
 * and 21.3; acl.c, roles_is_member_of). A superuser acts as every role and is not walked: see `isSuperuser`.
 */
export function actingIn(state: ReachState): (role: string) => Acting {
  const rows = rowsByMember(state);
  const walk = (start: Iterable<string>, through: (row: MembershipRow) => boolean): Set<string> => {
    const reached = new Set(start);
    for (const role of reached) {
      for (const row of rows.get(role) ?? []) if (through(row)) reached.add(row.role);
      if (role === state.databaseOwner) reached.add(DATABASE_OWNER);
    }
    return reached;
  };
  const known = new Map<string, Acting>();
  return (role) => {
    const before = known.get(role);
    if (before !== undefined) return before;
    const settable = walk([role], (row) => isSettable(state, row));
    const used = walk(settable, (row) => isInherited(state, row));
    const acting = {
      settable,
      inherited: walk([role], (row) => isInherited(state, row)),
      used,
      administered: new Set(
        [...used].flatMap((one) => (rows.get(one) ?? []).flatMap((row) => (row.admin ? [row.role] : []))),
      ),
    };
    known.set(role, acting);
    return acting;
  };
}

/**
 * Returns a function that tells which roles a role can act as after it has granted itself what it may: ADMIN OPTION on a role
 * is enough to join it, with any options (PostgreSQL 16 docs, GRANT). Up to 15 such a member can become the role anyway.
 */
export function attainableIn(state: ReachState): (role: string) => Acting {
  const rows = rowsByMember(state);
  const known = new Map<string, Acting>();
  return (role) => {
    const before = known.get(role);
    if (before !== undefined) return before;
    const [settable, used] = [new Set([role]), new Set([role])];
    // Rights that are inherited let grant too; only what was joined by a grant can be joined with SET as well.
    for (const through of used) {
      if (through === state.databaseOwner) used.add(DATABASE_OWNER);
      for (const row of rows.get(through) ?? []) {
        const isJoined = row.admin || (settable.has(through) && isSettable(state, row));
        if (isJoined && !settable.has(row.role)) {
          settable.add(row.role);
          // Walked again, now as a role that it can become.
          used.delete(row.role);
        }
        if (isJoined || isInherited(state, row)) used.add(row.role);
      }
    }
    const administered = new Set(
      [...used].flatMap((one) => (rows.get(one) ?? []).flatMap((row) => (row.admin ? [row.role] : []))),
    );
    const acting = { settable, inherited: used, used, administered };
    known.set(role, acting);
    return acting;
  };
}

/** Returns whether a role is a superuser or can become one: such a role reaches everything before and after any plan. */
export const becomesSuperuser = ({ roles }: ReachState, { settable }: Acting): boolean =>
  [...settable].some((role) => roles.get(role)?.superuser === true);
