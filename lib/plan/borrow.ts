import type { Change, ChangeOf, DatabaseObject } from "@/lib/change/schema";
import { listed } from "@/lib/checks/words";
import { rolesOf, type Roles } from "@/lib/rights/roles";
import type { Rights } from "@/lib/rights/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf } from "@/lib/target/mode";
import { accessLists, type AccessLists } from "./access-lists";
import { givenBy, type Given } from "./givers";
import { missingText, type Lacking } from "./missing";
import { needsOf, ownerOfObject, type Need, type Owners } from "./need";
import { walkOwners } from "./owners";
import type { Missing } from "./schema";

/** What a plan borrows before its changes and gives back after them, and what it cannot have. */
export type Borrowed = { enable: Change[]; missing: Missing[] };

/** Rights as they stand while the plan is gone through: what it grants on its way counts from there on. */
class Ledger {
  readonly #roles: Roles;
  readonly #major: number;
  readonly #memberships = new Map<string, ChangeOf<"membership">>();
  /** Memberships that the plan itself makes, as `[role, member]`. */
  readonly #made = new Set<string>();
  /** The memberships, by role, that the plan gives the runner for good before it borrows. */
  readonly #kept: ReadonlyMap<string, ChangeOf<"membership">["to"]>;
  readonly #created = new Set<string>();
  readonly #grants = new Map<string, Change>();
  readonly #given = new Set<string>();
  /** What is lacking, each once, with everything that it is needed for. */
  readonly #lacking = new Map<string, { lacking: Lacking; for: Set<string> }>();
  readonly #lists: AccessLists;
  readonly #gives: Given;
  /** Roles that the plan makes members of the one that runs it: borrowing one of them would be a circle. */
  readonly #members: ReadonlySet<string>;

  constructor(
    readonly rights: Rights,
    readonly snapshot: ReachedSnapshot,
    readonly owners: Owners,
    changes: readonly Change[],
    ahead: readonly Change[],
  ) {
    const { admin } = rights;
    this.#kept = new Map(
      ahead.flatMap((change) =>
        change.kind === "membership" &&
        change.member === admin &&
        (change.grantor === null || change.grantor === admin)
          ? [[change.role, change.to]]
          : [],
      ),
    );
    this.#roles = rolesOf(rights, snapshot.server.versionNum);
    this.#major = majorOf(snapshot.server.versionNum);
    this.#gives = givenBy(rights.admin, this.#roles, this.#major);
    this.#lists = accessLists(rights, snapshot, owners, this.#roles);
    this.#members = new Set(
      changes.flatMap((change) =>
        change.kind === "membership" && change.to !== null && change.role === rights.admin
          ? [change.member]
          : [],
      ),
    );
  }

  get enable(): Change[] {
    return [...this.#memberships.values(), ...this.#grants.values()];
  }

  get missing(): Missing[] {
    return [...this.#lacking.values()].map(({ lacking, for: whats }) =>
      missingText(
        "for" in lacking ? { ...lacking, for: listed([...whats]) } : lacking,
        this.rights.admin,
        this.snapshot,
        this.rights,
      ),
    );
  }

  get #admin() {
    return this.#roles.of(this.rights.admin);
  }

  /** Takes note of what a change of the plan makes true for those after it. */
  pass(change: Change): void {
    if (change.kind === "role" && change.from === null) this.#created.add(change.role);
    if (change.kind === "membership" && change.to?.inherit === true && change.to.set)
      this.#made.add(JSON.stringify([change.role, change.member]));
    if (change.kind === "privileges" && change.to && change.grantee !== null)
      for (const privilege of change.privileges)
        this.#given.add(JSON.stringify([change.grantee, change.on, privilege]));
  }

  need(need: Need): void {
    if (this.#admin?.superuser === true) return;
    const lacking = this.#met(need);
    if (lacking === null) return;
    const what = "for" in lacking ? lacking.for : "";
    const key = JSON.stringify({ ...lacking, for: null });
    const known = this.#lacking.get(key);
    if (known === undefined) this.#lacking.set(key, { lacking, for: new Set([what]) });
    else known.for.add(what);
  }

  /** Returns null when the need is met, or can be by borrowing, which is then noted; else what is lacking. */
  #met(need: Need): Lacking | null {
    const { admin } = this.rights;
    const self = this.#admin;
    const role16 = (role: string): boolean =>
      this.#created.has(role) || this.#roles.mayGrantRole(admin, role);
    switch (need.right) {
      case "superuser":
        return { kind: "superuser", for: need.for };
      case "inherit":
        return this.#have(need.role, "inherit") ? null : { kind: "inherit", role: need.role, for: need.for };
      case "become":
        return this.#have(need.role, "set") ? null : { kind: "become", role: need.role, for: need.for };
      case "create role": {
        const own = self?.createRole === true;
        return own && this.#mayGive(need) ? null : { kind: "create role", attributes: need };
      }
      case "alter role": {
        const facts = this.#roles.of(need.role);
        // Up to 15 a role with REPLICATION is altered by superusers alone, its password included, its settings not (seen on 15).
        const kept =
          this.#major < 16 &&
          !this.#created.has(need.role) &&
          (!this.#mayGive(need) ||
            (facts?.replication === true && need.what !== "settings" && !this.#gives.replication));
        const reserved = facts?.superuser === true ? "superuser" : kept ? "attributes" : null;
        if (need.what !== "attributes" && need.role === admin && reserved === null) return null;
        const may =
          reserved === null &&
          self?.createRole === true &&
          (this.#major < 16 || (role16(need.role) && this.#mayGive(need)));
        return may ? null : { kind: "alter role", role: need.role, attributes: need, reserved };
      }
      case "drop role": {
        const isSuperuser = this.#roles.of(need.role)?.superuser === true;
        return !isSuperuser && self?.createRole === true && (this.#major < 16 || role16(need.role))
          ? null
          : { kind: "drop role", role: need.role, isSuperuser };
      }
      case "grant role":
        return role16(need.role) && !(need.role === admin && this.#major >= 15)
          ? null
          : { kind: "grant role", role: need.role, member: need.member };
      case "revoke role": {
        const grantor = need.grantor;
        const may =
          role16(need.role) && (this.#major < 16 || grantor === null || this.#roles.inherits(admin, grantor));
        return may ? null : { kind: "revoke role", role: need.role, grantor };
      }
      case "grant": {
        if (this.#lists.passesOn(need.on, need.privileges)) return null;
        const owner = ownerOfObject(need.on, this.owners);
        return this.#have(owner, "inherit")
          ? null
          : { kind: "grant", on: need.on, privileges: need.privileges, owner };
      }
      case "revoke": {
        if (this.#lists.gave(need.on, need.privileges, need.grantee)) return null;
        const owner = ownerOfObject(need.on, this.owners);
        return this.#have(owner, "inherit") ? null : { ...need, kind: "revoke", owner };
      }
      case "create on database":
        return this.#create(
          { type: "database", name: this.rights.database.name },
          need.role ?? admin,
          need.for,
        );
      case "create on schema":
        return this.#create({ type: "schema", name: need.schema }, need.role, need.for);
      case "look in schema":
        return this.#look(need.schema, need.for);
      case "replication":
        return self?.replication === true ? null : { kind: "replication", for: need.for };
    }
  }

  #mayGive({ replication, bypassRls }: Given): boolean {
    return (!replication || this.#gives.replication) && (!bypassRls || this.#gives.bypassRls);
  }

  /** Whether the admin has a role's rights, or may become it; borrows the membership where that is possible. */
  #have(role: string, how: "inherit" | "set"): boolean {
    const { admin } = this.rights;
    const roles = this.#roles;
    if (role === admin) return true;
    if (how === "inherit" ? roles.inherits(admin, role) : roles.canSet(admin, role)) return true;
    if (this.#made.has(JSON.stringify([role, admin]))) return true;
    const made = this.#created.has(role);
    const auto = this.rights.selfGrant.toLowerCase();
    if (made && this.#major >= 16 && auto.includes(how)) return true;
    if (!made && !roles.mayGrantRole(admin, role)) return false;
    // Memberships cannot run in a circle, and a membership gives a role with NOINHERIT nothing by itself up to 15.
    if (roles.isMember(role, admin) || this.#members.has(role)) return false;
    if (this.#major < 16 && how === "inherit" && this.#admin?.inherit !== true) return false;
    this.#borrow(role, how);
    return true;
  }

  #borrow(role: string, how: "inherit" | "set"): void {
    const { admin } = this.rights;
    const before = this.#memberships.get(role);
    const row = this.#roles
      .rows(admin)
      .find((candidate) => candidate.role === role && (this.#major < 16 || candidate.grantor === admin));
    const stands = row === undefined ? null : { admin: row.admin, inherit: row.inherit, set: row.set };
    // What the plan grants before it borrows stays when that is given back: both would be one row of pg_auth_members.
    const from = this.#kept.get(role) ?? stands;
    const to = before?.to ?? from ?? { admin: false, inherit: false, set: false };
    this.#memberships.set(role, {
      kind: "membership",
      role,
      member: admin,
      grantor: null,
      from,
      to: this.#major < 16 ? { admin: to.admin, inherit: true, set: true } : { ...to, [how]: true },
    });
  }

  /** CREATE on a schema or the database for a role; granted for as long as the plan runs where it is lacking. */
  #create(
    on: Extract<DatabaseObject, { type: "schema" | "database" }>,
    role: string,
    what: string,
  ): Lacking | null {
    if (this.#given.has(JSON.stringify([role, on, "CREATE"]))) return null;
    if (this.#lists.holds([role], on, "CREATE")) return null;
    return this.#grant(on, "CREATE", role, what);
  }

  /** USAGE on a schema for the admin, also through what it borrows; granted for as long as the plan runs where it is lacking. */
  #look(schema: string, what: string): Lacking | null {
    const { admin } = this.rights;
    const on = { type: "schema" as const, name: schema };
    const borrowed = [...this.#memberships.values()].filter(({ to }) => to?.inherit === true);
    const has = [admin, ...borrowed.map(({ role }) => role)];
    return !this.#lists.knows(on) || this.#lists.holds(has, on, "USAGE")
      ? null
      : this.#grant(on, "USAGE", admin, what);
  }

  #grant(
    on: Extract<DatabaseObject, { type: "schema" | "database" }>,
    privilege: "CREATE" | "USAGE",
    role: string,
    what: string,
  ): Lacking | null {
    const may =
      this.#lists.passesOn(on, [privilege]) || this.#have(ownerOfObject(on, this.owners), "inherit");
    if (!may) return { kind: "lacks", privilege, on, role, for: what };
    this.#grants.set(JSON.stringify([role, on, privilege]), {
      kind: "privileges",
      on,
      column: null,
      grantee: role,
      privileges: [privilege],
      grantOption: false,
      from: false,
      to: true,
    });
    return null;
  }
}

/**
 * Goes through the changes of a plan in their order and returns the rights that whoever runs it has to borrow first, and
 * those that it cannot have; the first `ahead` changes run before what is borrowed. A superuser needs neither.
 */
export function borrow(
  changes: readonly Change[],
  snapshot: ReachedSnapshot,
  rights: Rights,
  ahead = 0,
): Borrowed {
  const owners = walkOwners(snapshot, rights);
  const ledger = new Ledger(rights, snapshot, owners, changes, changes.slice(0, ahead));
  const looks = new Map<string, Need>();
  for (const change of changes) {
    for (const need of needsOf(change, owners))
      if (need.right === "look in schema") looks.set(need.schema, looks.get(need.schema) ?? need);
      else ledger.need(need);
    ledger.pass(change);
    owners.pass(change);
  }
  // Last: what is borrowed for other needs often lets the admin into the schema as well.
  for (const need of looks.values()) ledger.need(need);
  return { enable: ledger.enable, missing: ledger.missing };
}
