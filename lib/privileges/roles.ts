import { majorOf } from "@/lib/target/mode";
import type { MembershipRow, Rights, RoleFacts } from "./schema";

/** Memberships of roles, as far as a repair asks. Made once for a plan; the rows of pg_auth_members are few. */
export type Roles = {
  of(name: string): RoleFacts | undefined;
  /** Rows by which a role is a direct member of others. */
  rows(member: string): readonly MembershipRow[];
  /** Whether a role is the other or a member of it at any depth, whatever the options: what makes a circle. */
  isMember(member: string, role: string): boolean;
  /** Whether it has the other's rights without SET ROLE (pg_has_role USAGE); a superuser always. */
  inherits(member: string, role: string): boolean;
  /** Whether it may become the other (pg_has_role SET from 16 on, MEMBER before); a superuser always. */
  canSet(member: string, role: string): boolean;
  /** Whether it may make others members of this role. */
  mayGrantRole(grantor: string, role: string): boolean;
};

/** Its only member is the owner of the database, without a row in pg_auth_members (PostgreSQL docs 21.5). */
const DATABASE_OWNER = "pg_database_owner";

function closure(
  rows: ReadonlyMap<string, readonly MembershipRow[]>,
  databaseOwner: string,
  through: (row: MembershipRow) => boolean,
): (member: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (member) => {
    const before = known.get(member);
    if (before !== undefined) return before;
    const reached = new Set([member]);
    for (const role of reached) {
      for (const row of rows.get(role) ?? []) if (through(row)) reached.add(row.role);
      if (role === databaseOwner) reached.add(DATABASE_OWNER);
    }
    known.set(member, reached);
    return reached;
  };
}

/**
 * Returns what the memberships mean on this version. From 16 on each row says itself whether it is inherited and whether
 * it lets become; CREATEROLE no longer stands for ADMIN OPTION (PostgreSQL 16 release notes; seen on 14 to 18).
 */
export function rolesOf(
  { roles, memberships, database }: Pick<Rights, "roles" | "memberships" | "database">,
  versionNum: number,
): Roles {
  const facts = new Map(roles.map((role) => [role.name, role]));
  const rows = new Map<string, MembershipRow[]>();
  for (const row of memberships) rows.set(row.member, [...(rows.get(row.member) ?? []), row]);
  const member = closure(rows, database.owner, () => true);
  const inherited = closure(rows, database.owner, ({ inherit }) => inherit);
  const settable = closure(rows, database.owner, ({ set }) => set);
  const isSuper = (name: string) => facts.get(name)?.superuser === true;
  return {
    of: (name) => facts.get(name),
    rows: (name) => rows.get(name) ?? [],
    isMember: (name, role) => member(name).has(role),
    inherits: (name, role) => isSuper(name) || inherited(name).has(role),
    canSet: (name, role) => isSuper(name) || settable(name).has(role),
    mayGrantRole(grantor, role) {
      if (isSuper(grantor)) return true;
      if (isSuper(role)) return false;
      if (majorOf(versionNum) < 16 && facts.get(grantor)?.createRole === true) return true;
      const holders = inherited(grantor);
      return memberships.some((row) => row.role === role && row.admin && holders.has(row.member));
    },
  };
}
