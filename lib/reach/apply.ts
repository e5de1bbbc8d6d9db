import { oneItem, withItems, withoutItems } from "./access-list";
import type { Change, ChangeKind, ChangeOf } from "@/lib/repair/changes/schema";
import type { MembershipRow, RoleFacts } from "@/lib/privileges/schema";
import { majorOf } from "@/lib/target/mode";
import { objectKey, type ObjectState, type ReachObject, type ReachState } from "./state";

/** A state while changes are applied to it: the maps are its own. */
type Draft = Omit<ReachState, "roles" | "memberships" | "objects" | "followers"> & {
  roles: Map<string, RoleFacts>;
  memberships: MembershipRow[];
  objects: Map<string, ObjectState>;
  followers: Map<string, readonly string[]>;
};

const isSuperuser = (state: Draft): boolean => state.roles.get(state.admin)?.superuser === true;

/** Returns the grantor of a membership that `admin` gives (PostgreSQL 16 docs, GRANT). */
const grantorIn = (state: Draft): string => (isSuperuser(state) ? state.bootstrap : state.admin);

/**
 * Returns the memberships that making a role gives its maker. From 16 on a maker that is no superuser administers the role
 * by a grant of the bootstrap superuser. createrole_self_grant may add a grant of its own (PostgreSQL 16 docs, CREATE ROLE).
 */
function administers(state: Draft, role: string): MembershipRow[] {
  if (majorOf(state.versionNum) < 16 || isSuperuser(state)) return [];
  const row = { role, member: state.admin };
  const self = state.selfGrant.toLowerCase();
  const [inherit, set] = [self.includes("inherit"), self.includes("set")];
  return [
    { ...row, grantor: state.bootstrap, admin: true, inherit: false, set: false },
    ...(inherit || set ? [{ ...row, grantor: state.admin, admin: false, inherit, set }] : []),
  ];
}

function role(state: Draft, { role: name, from, to }: ChangeOf<"role">): void {
  if (to === null) {
    state.roles.delete(name);
    state.memberships = state.memberships.filter((row) => row.role !== name && row.member !== name);
    return;
  }
  const { login: canLogin, ...attributes } = to;
  const before = state.roles.get(name) ?? { name, superuser: false, createRole: false };
  state.roles.set(name, { ...before, ...attributes, canLogin });
  if (from === null) state.memberships.push(...administers(state, name));
}

function membership(state: Draft, { role: name, member, grantor, to }: ChangeOf<"membership">): void {
  const by = grantor ?? grantorIn(state);
  const is = (row: MembershipRow): boolean =>
    row.role === name && row.member === member && (majorOf(state.versionNum) < 16 || row.grantor === by);
  state.memberships = state.memberships.filter((row) => !is(row));
  if (to !== null) state.memberships.push({ role: name, member, grantor: by, ...to });
}

function listOf(state: Draft, on: ReachObject): ObjectState | undefined {
  return state.objects.get(objectKey(on));
}

function privileges(state: Draft, change: ChangeOf<"privileges">): void {
  const { on, column } = change;
  const whole = listOf(state, on);
  if (whole === undefined) return;
  const target: ReachObject =
    column === null || on.type !== "table"
      ? on
      : { type: "column", schema: on.schema, name: on.name, column };
  const known = listOf(state, target);
  const table = objectKey(on);
  if (known === undefined)
    state.followers.set(table, [...(state.followers.get(table) ?? []), objectKey(target)]);
  const object = known ?? { on: target, owner: whole.owner, items: [], rowSecurity: "none" as const };
  const item = oneItem(change, object.owner);
  state.objects.set(objectKey(target), {
    ...object,
    items: change.to ? withItems(object.items, item) : withoutItems(object.items, item),
  });
}

function defaults(state: Draft, change: ChangeOf<"default privileges">): void {
  const { creator, schema, objects } = change;
  const on = { type: "future" as const, creator, schema, objects };
  const object = listOf(state, on) ?? { on, owner: creator, items: [], rowSecurity: "none" };
  const item = oneItem(change, creator);
  state.objects.set(objectKey(on), {
    ...object,
    items: change.to ? withItems(object.items, item) : withoutItems(object.items, item),
  });
}

/** The new owner takes the old one's place in the list, as grantee and as grantor (acl.c, aclnewowner). */
function owned(object: ObjectState, from: string, to: string): ObjectState {
  const turned = (name: string | null): string | null => (name === from ? to : name);
  const items = object.items.map((item) => ({
    ...item,
    grantee: turned(item.grantee),
    grantor: item.grantor === from ? to : item.grantor,
  }));
  return { ...object, owner: to, items };
}

function tableOwner(state: Draft, { table, from, to }: ChangeOf<"table owner">): void {
  const key = objectKey({ type: "table", ...table });
  for (const each of [key, ...(state.followers.get(key) ?? [])]) {
    const object = state.objects.get(each);
    if (object !== undefined) state.objects.set(each, owned(object, from, to));
  }
}

function publication(state: Draft, { publication: name, to }: ChangeOf<"publication">): void {
  const on = { type: "publication" as const, name };
  if (to === null) state.objects.delete(objectKey(on));
  else if (listOf(state, on) === undefined)
    state.objects.set(objectKey(on), { on, owner: state.admin, items: [], rowSecurity: "none" });
}

function publicationOwner(state: Draft, { publication: name, to }: ChangeOf<"publication owner">): void {
  const on = { type: "publication" as const, name };
  state.objects.set(objectKey(on), { on, owner: to, items: [], rowSecurity: "none" });
}

const nothing = (): void => undefined;

/** Effect of each kind of change on reach; those with `nothing` neither give nor take a right. */
const APPLY: { readonly [Kind in ChangeKind]: { to(state: Draft, change: ChangeOf<Kind>): void } } = {
  role: { to: role },
  membership: { to: membership },
  privileges: { to: privileges },
  "default privileges": { to: defaults },
  "table owner": { to: tableOwner },
  publication: { to: publication },
  "publication owner": { to: publicationOwner },
  password: { to: nothing },
  "role setting": { to: nothing },
  "replica identity": { to: nothing },
  published: { to: nothing },
  "published schema": { to: nothing },
  "database limit": { to: nothing },
  slot: { to: nothing },
  "system setting": { to: nothing },
};

function applyOne(state: Draft, change: Change): void {
  const apply: { to(state: Draft, change: Change): void } = APPLY[change.kind];
  apply.to(state, change);
}

/** Returns the state that changes leave, made by `state.admin` in their order; a change of what is not there is passed over. */
export function stateAfter(state: ReachState, changes: Iterable<Change>): ReachState {
  const draft: Draft = {
    ...state,
    roles: new Map(state.roles),
    memberships: [...state.memberships],
    objects: new Map(state.objects),
    followers: new Map(state.followers),
  };
  for (const change of changes) applyOne(draft, change);
  return draft;
}
