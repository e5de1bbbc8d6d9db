import { grantTo } from "@/lib/repair/changes/grant";
import type { Change, ChangeOf, DatabaseObject } from "@/lib/repair/changes/schema";
import { ownerOfObject, type Owners } from "@/lib/repair/changes/need";
import { rolesOf, type Roles } from "@/lib/privileges/roles";
import type { Rights, RoleFacts } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf } from "@/lib/target/mode";
import { accessLists, type AccessLists } from "./access-lists";
import { grantableAttributes, type GrantableAttributes } from "@/lib/privileges/managed-admin-groups";

type Membership = ChangeOf<"membership">;
type Container = Extract<DatabaseObject, { type: "schema" | "database" }>;

/**
 * The privileges of the role that runs a plan, as they stand while the plan is gone through: what an earlier change grants
 * counts from there on, and so does what is granted for the length of the run.
 */
export class PrivilegeLedger {
  readonly admin: string;
  readonly major: number;
  readonly roles: Roles;
  readonly lists: AccessLists;
  /** The attributes that the admin may give to other roles. */
  readonly attributes: GrantableAttributes;
  readonly #temporary = new Map<string, Membership>();
  readonly #grants = new Map<string, Change>();
  /** Memberships that the plan itself makes, as `[role, member]`. */
  readonly #made = new Set<string>();
  /** Memberships, by role, that the plan gives the admin for good before its temporary grants. */
  readonly #kept: ReadonlyMap<string, Membership["to"]>;
  readonly #created = new Set<string>();
  readonly #granted = new Set<string>();
  /** Roles that the plan makes members of the admin: a temporary grant of one of them would be a circle. */
  readonly #members: ReadonlySet<string>;

  /** `ahead` are the changes that run before the temporary grants. */
  constructor(
    readonly rights: Rights,
    snapshot: ReachedSnapshot,
    readonly owners: Owners,
    changes: readonly Change[],
    ahead: readonly Change[],
  ) {
    const { admin } = rights;
    this.admin = admin;
    this.major = majorOf(snapshot.server.versionNum);
    this.roles = rolesOf(rights, snapshot.server.versionNum);
    this.attributes = grantableAttributes(admin, this.roles, this.major);
    this.lists = accessLists(rights, snapshot, owners, this.roles);
    const memberships = (of: readonly Change[]): Membership[] =>
      of.flatMap((change) => (change.kind === "membership" ? [change] : []));
    this.#kept = new Map(
      memberships(ahead)
        .filter(({ member, grantor }) => member === admin && (grantor === null || grantor === admin))
        .map(({ role, to }) => [role, to]),
    );
    this.#members = new Set(
      memberships(changes)
        .filter(({ role, to }) => to !== null && role === admin)
        .map(({ member }) => member),
    );
  }

  /** The facts of the admin's own role. */
  get self(): RoleFacts | undefined {
    return this.roles.of(this.admin);
  }

  /** The grants for the length of the run. */
  get grants(): Change[] {
    return [...this.#temporary.values(), ...this.#grants.values()];
  }

  /** Records what a change of the plan makes true for those after it. */
  record(change: Change): void {
    if (change.kind === "role" && change.from === null) this.#created.add(change.role);
    if (change.kind === "membership" && change.to?.inherit === true && change.to.set)
      this.#made.add(JSON.stringify([change.role, change.member]));
    if (change.kind === "privileges" && change.to && change.grantee !== null)
      for (const privilege of change.privileges)
        this.#granted.add(JSON.stringify([change.grantee, change.on, privilege]));
  }

  /** Returns whether the plan makes the role before this change. */
  hasCreated(role: string): boolean {
    return this.#created.has(role);
  }

  /** Returns whether the admin may give a role these attributes. */
  mayGive({ replication, bypassRls }: GrantableAttributes): boolean {
    return (!replication || this.attributes.replication) && (!bypassRls || this.attributes.bypassRls);
  }

  /** Returns whether the admin may grant a role, and from 16 on alter and drop it. */
  mayAdministerRole(role: string): boolean {
    return this.hasCreated(role) || this.roles.mayGrantRole(this.admin, role);
  }

  /** Returns whether the admin has a role's rights, or may become it, without a temporary grant. */
  has(role: string, how: "inherit" | "set"): boolean {
    const { admin, roles } = this;
    if (role === admin) return true;
    if (how === "inherit" ? roles.inherits(admin, role) : roles.canSet(admin, role)) return true;
    if (this.#made.has(JSON.stringify([role, admin]))) return true;
    const selfGrant = this.rights.selfGrant.toLowerCase();
    return this.hasCreated(role) && this.major >= 16 && selfGrant.includes(how);
  }

  /** Grants the admin a membership for the length of the run where it has none; false where it cannot be granted. */
  ensureMembership(role: string, how: "inherit" | "set"): boolean {
    if (this.has(role, how)) return true;
    if (!this.mayAdministerRole(role)) return false;
    // Memberships cannot run in a circle, and a membership gives a role with NOINHERIT nothing by itself up to 15.
    if (this.roles.isMember(role, this.admin) || this.#members.has(role)) return false;
    if (this.major < 16 && how === "inherit" && this.self?.inherit !== true) return false;
    this.#grantMembership(role, how);
    return true;
  }

  /** Returns the owner of an object at this change. */
  ownerOf(on: DatabaseObject): string {
    return ownerOfObject(on, this.owners);
  }

  /** Returns whether an earlier change of the plan grants a privilege. */
  wasGranted(role: string, on: DatabaseObject, privilege: string): boolean {
    return this.#granted.has(JSON.stringify([role, on, privilege]));
  }

  /** Returns the admin and the roles whose rights it inherits by a temporary grant. */
  actingRoles(): string[] {
    const inherited = [...this.#temporary.values()].filter(({ to }) => to?.inherit === true);
    return [this.admin, ...inherited.map(({ role }) => role)];
  }

  /** Grants a privilege for the length of the run; false where the admin may not grant it. */
  grantPrivilege(on: Container, privilege: "CREATE" | "USAGE", role: string): boolean {
    if (!this.lists.passesOn(on, [privilege]) && !this.ensureMembership(this.ownerOf(on), "inherit"))
      return false;
    this.#grants.set(JSON.stringify([role, on, privilege]), grantTo(role, on, privilege));
    return true;
  }

  #grantMembership(role: string, how: "inherit" | "set"): void {
    const { admin, major } = this;
    const row = this.roles
      .rows(admin)
      .find((candidate) => candidate.role === role && (major < 16 || candidate.grantor === admin));
    const stands = row === undefined ? null : { admin: row.admin, inherit: row.inherit, set: row.set };
    // What the plan grants ahead stays when the temporary grant ends: both would be one row of pg_auth_members.
    const from = this.#kept.get(role) ?? stands;
    const to = this.#temporary.get(role)?.to ?? from ?? { admin: false, inherit: false, set: false };
    this.#temporary.set(role, {
      kind: "membership",
      role,
      member: admin,
      grantor: null,
      from,
      to: major < 16 ? { admin: to.admin, inherit: true, set: true } : { ...to, [how]: true },
    });
  }
}
