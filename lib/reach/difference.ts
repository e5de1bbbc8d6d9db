import { reachOfRole, type Reach, type ReachTarget } from "./reach";
import { actingIn, becomesSuperuser, type Acting } from "./roles";
import type { ReachItem, RoleReach } from "./schema";
import { objectKey, type ObjectState, type ReachState } from "./state";
import { namedTarget, OWNER } from "./words";

/** One right on one object. */
export type Right = { on: ReachTarget; right: string };

/** Rights that one role has in one state and not in another. */
export type RoleChange = {
  role: string;
  gains: Right[];
  loses: Right[];
  /** Gained only after the role has granted itself a role that it administers. */
  byGrant?: true;
};

const signature = (state: ReachState, role: string, acting: Acting): string =>
  JSON.stringify([
    [...acting.settable].sort(),
    [...acting.used].sort(),
    [...acting.administered].sort(),
    [...acting.settable].sort().map((name) => {
      const { superuser, replication, bypassRls, createRole } = state.roles.get(name) ?? {};
      return [superuser, replication, bypassRls, createRole];
    }),
    state.roles.has(role),
  ]);

function changedKeys(before: ReachState, after: ReachState): string[] {
  const keys = new Set([...before.objects.keys(), ...after.objects.keys()]);
  return [...keys].filter((key) => before.objects.get(key) !== after.objects.get(key));
}

const pick = (state: ReachState, keys: readonly string[]): ObjectState[] =>
  keys.flatMap((key) => state.objects.get(key) ?? []);

/** Roles named by an object: its owner and those in its list; null is PUBLIC. */
const namedBy = ({ owner, items }: ObjectState): (string | null)[] => [
  owner,
  ...items.map(({ grantee }) => grantee),
];

/**
 * Returns, by role, the keys of the objects on which a change can matter to it: those that name a role whose rights it has.
 * Roles are few and objects many, so that no role is asked about every object.
 */
function concerned(
  names: readonly string[],
  acting: readonly ((role: string) => Acting)[],
  states: readonly ReachState[],
  keys: readonly string[],
): ReadonlyMap<string, Set<string>> {
  const users = new Map<string | null, string[]>([[null, [...names]]]);
  for (const role of names)
    for (const used of new Set(acting.flatMap((of) => [...of(role).used]))) {
      const known = users.get(used);
      if (known === undefined) users.set(used, [role]);
      else known.push(role);
    }
  const byRole = new Map<string, Set<string>>();
  for (const key of keys)
    for (const state of states) {
      const object = state.objects.get(key);
      if (object === undefined) continue;
      for (const named of new Set(namedBy(object)))
        for (const role of users.get(named) ?? []) {
          const known = byRole.get(role);
          if (known === undefined) byRole.set(role, new Set([key]));
          else known.add(key);
        }
    }
  return byRole;
}

/** Returns the rights of one reach that another does not have. An owner may grant itself whatever it lacks. */
function beyond(some: Reach, others: Reach): Right[] {
  return [...some].flatMap(([key, { on, rights }]) => {
    const there = others.get(key)?.rights ?? new Set<string>();
    const owned = there.has(OWNER) && on.type !== "role" && on.type !== "server";
    // A column is its table's, and an object that is not made yet has no owner.
    const isOwnable = on.type !== "column" && on.type !== "future";
    return owned
      ? []
      : [...rights].flatMap((right) =>
          there.has(right) || (right === OWNER && !isOwnable) ? [] : [{ on, right }],
        );
  });
}

/** Returns a state with an empty access list for each column and each kind of later object that has one in the other state. */
function padded(state: ReachState, other: ReachState): ReachState {
  const missing = [...other.objects].flatMap(([key, object]): [string, ObjectState][] => {
    const { on } = object;
    if (state.objects.has(key)) return [];
    if (on.type === "future") return [[key, { ...object, items: [] }]];
    if (on.type !== "column") return [];
    const table = state.objects.get(objectKey({ type: "table", schema: on.schema, name: on.name }));
    return table === undefined ? [] : [[key, { ...object, owner: table.owner, items: [] }]];
  });
  return missing.length === 0 ? state : { ...state, objects: new Map([...state.objects, ...missing]) };
}

/**
 * Returns how the reach of each role differs between two states, roles without a difference left out. A role that can
 * become a superuser reaches everything, so that only its way to that counts; a role that is not there reaches nothing.
 * `acting` tells which roles count as a role's own: those that it can act as, or also those that it could join.
 */
export function reachChanges(from: ReachState, to: ReachState, acting = actingIn): RoleChange[] {
  const [before, after] = [padded(from, to), padded(to, from)];
  const [actingBefore, actingAfter] = [acting(before), acting(after)];
  const names = [...new Set([...before.roles.keys(), ...after.roles.keys()])].sort();
  const changed = changedKeys(before, after);
  const isMoved = (role: string): boolean =>
    signature(before, role, actingBefore(role)) !== signature(after, role, actingAfter(role));
  const moved = new Set(names.filter(isMoved));
  const still = names.filter((role) => !moved.has(role) && !becomesSuperuser(before, actingBefore(role)));
  const touched = concerned(still, [actingBefore], [before, after], changed);
  return names.flatMap((role): RoleChange[] => {
    const keys = moved.has(role) ? null : [...(touched.get(role) ?? [])];
    if (keys?.length === 0) return [];
    const of = (state: ReachState, acting: Acting): Reach =>
      state.roles.has(role)
        ? reachOfRole(state, role, acting, keys === null ? undefined : pick(state, keys))
        : new Map();
    const [was, is] = [of(before, actingBefore(role)), of(after, actingAfter(role))];
    const everything = [was, is].some((reach) =>
      [...reach.values()].some(({ rights }) => rights.has("SUPERUSER")),
    );
    const server = (reach: Reach): Reach =>
      everything ? new Map([...reach].filter(([, { on }]) => on.type === "server")) : reach;
    const change = { role, gains: beyond(server(is), server(was)), loses: beyond(server(was), server(is)) };
    return change.gains.length + change.loses.length === 0 ? [] : [change];
  });
}

/** Returns what one role reaches in a state and did not reach in an earlier one. */
export function reachChangesOf(before: ReachState, after: ReachState, role: string): Right[] {
  const of = (state: ReachState): Reach =>
    state.roles.has(role) ? reachOfRole(state, role, actingIn(state)(role)) : new Map();
  const was = of(before);
  const everything = [...was.values()].some(({ rights }) => rights.has("SUPERUSER"));
  return everything ? [] : beyond(of(after), was);
}

/** Returns rights with the owner's first; of what is gained they say all others. */
function shownRights(rights: ReadonlySet<string>, how: "gains" | "loses"): string[] {
  const others = [...rights].filter((one) => one !== OWNER).sort();
  return rights.has(OWNER) ? [OWNER, ...(how === "gains" ? [] : others)] : others;
}

/** Returns rights as people read them, objects with the same rights together. */
export function itemsOfRights(rights: readonly Right[], how: "gains" | "loses"): ReachItem[] {
  const byObject = new Map<string, { name: string | null; rights: Set<string> }>();
  for (const { on, right } of rights) {
    const name = namedTarget(on);
    const key = name ?? "";
    const known = byObject.get(key);
    if (known === undefined) byObject.set(key, { name, rights: new Set([right]) });
    else known.rights.add(right);
  }
  const byRights = new Map<string, ReachItem>();
  for (const { name, rights: all } of byObject.values()) {
    const shown = shownRights(all, how);
    const known = byRights.get(shown.join());
    if (known === undefined) byRights.set(shown.join(), { rights: shown, on: name === null ? [] : [name] });
    else if (name !== null) known.on.push(name);
  }
  return [...byRights.values()].map(({ rights: shown, on }) => ({ rights: shown, on: on.sort() }));
}

/** Returns changes of reach as people read them, Electric's role first, then by name. */
export function roleReaches(changes: readonly RoleChange[], electric: string): RoleReach[] {
  return changes
    .toSorted(
      (a, b) => Number(b.role === electric) - Number(a.role === electric) || (a.role < b.role ? -1 : 1),
    )
    .map(({ role, gains, loses }) => ({
      role,
      electric: role === electric,
      gains: itemsOfRights(gains, "gains"),
      loses: itemsOfRights(loses, "loses"),
    }));
}
