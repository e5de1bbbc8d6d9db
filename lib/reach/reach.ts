import { actingIn, becomesSuperuser, type Acting } from "./roles";
import { objectKey, type ObjectState, type ReachObject, type ReachState } from "./state";
import { OWNER, PAST_ROW_SECURITY } from "./words";

/** A role that another can act as, and the server itself, beside the objects of a state. */
export type ReachTarget = ReachObject | { type: "role"; name: string } | { type: "server" };

/** The rights of one role, by the key of the object that they are on. */
export type Reach = Map<string, { on: ReachTarget; rights: Set<string> }>;

/** Predefined roles that give a right on every object of a kind (PostgreSQL docs 21.5; acl.c, pg_class_aclmask_ext). */
const EVERYWHERE: readonly { role: string; type: ReachObject["type"]; rights: readonly string[] }[] = [
  { role: "pg_read_all_data", type: "table", rights: ["SELECT"] },
  { role: "pg_read_all_data", type: "sequence", rights: ["SELECT"] },
  { role: "pg_read_all_data", type: "schema", rights: ["USAGE"] },
  { role: "pg_write_all_data", type: "table", rights: ["INSERT", "UPDATE", "DELETE"] },
  { role: "pg_write_all_data", type: "sequence", rights: ["UPDATE"] },
  { role: "pg_write_all_data", type: "schema", rights: ["USAGE"] },
  { role: "pg_maintain", type: "table", rights: ["MAINTAIN"] },
];

/** Rights by which rows are read or written, so that row security matters. */
const ON_ROWS = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/** Returns the rights that a role with these reaches on one object. */
export function rightsOn(
  state: ReachState,
  acting: Acting,
  { on, owner, items, rowSecurity }: ObjectState,
): Set<string> {
  const rights = new Set<string>();
  for (const { grantee, privileges } of items)
    if (grantee === null || acting.used.has(grantee)) for (const one of privileges) rights.add(one);
  for (const { role, type, rights: given } of EVERYWHERE)
    if (type === on.type && acting.used.has(role)) for (const one of given) rights.add(one);
  const owns = acting.used.has(owner);
  if (owns) rights.add(OWNER);
  if (rowSecurity !== "none" && (owns || ON_ROWS.some((one) => rights.has(one)))) {
    const bypasses = [...acting.settable].some((role) => state.roles.get(role)?.bypassRls === true);
    if (bypasses || (owns && rowSecurity === "spares owner")) rights.add(PAST_ROW_SECURITY);
  }
  return rights;
}

/** Returns the roles that a role can act as, and the attributes that it has or can take on by SET ROLE. */
export function rightsOfRole(state: ReachState, role: string, acting: Acting): Reach {
  const reach: Reach = new Map();
  const add = (on: ReachTarget, right: string) => {
    const key = targetKey(on);
    const known = reach.get(key);
    if (known === undefined) reach.set(key, { on, rights: new Set([right]) });
    else known.rights.add(right);
  };
  for (const name of acting.settable) if (name !== role) add({ type: "role", name }, "SET ROLE");
  for (const name of acting.used) if (name !== role) add({ type: "role", name }, "INHERIT");
  for (const name of acting.administered) add({ type: "role", name }, "ADMIN OPTION");
  for (const name of acting.settable) {
    const facts = state.roles.get(name);
    if (facts?.superuser === true) add({ type: "server" }, "SUPERUSER");
    if (facts?.replication === true) add({ type: "server" }, "REPLICATION");
    if (facts?.bypassRls === true) add({ type: "server" }, "BYPASSRLS");
    if (facts?.createRole === true) add({ type: "server" }, "CREATEROLE");
  }
  return reach;
}

/** Returns the key of what a right is on. */
export const targetKey = (on: ReachTarget): string =>
  on.type === "role" || on.type === "server" ? JSON.stringify(on) : objectKey(on);

/** Returns what one role reaches, on the objects that are given. A role that can become a superuser reaches SUPERUSER alone. */
export function reachOfRole(
  state: ReachState,
  role: string,
  acting: Acting,
  objects: Iterable<ObjectState> = state.objects.values(),
): Reach {
  if (becomesSuperuser(state, acting))
    return new Map([
      [targetKey({ type: "server" }), { on: { type: "server" }, rights: new Set(["SUPERUSER"]) }],
    ]);
  const reach = rightsOfRole(state, role, acting);
  for (const object of objects) {
    const rights = rightsOn(state, acting, object);
    if (rights.size > 0) reach.set(objectKey(object.on), { on: object.on, rights });
  }
  return reach;
}

/** Returns what every role reaches, by its name. */
export function reachOf(state: ReachState): Map<string, Reach> {
  const acting = actingIn(state);
  return new Map([...state.roles.keys()].map((role) => [role, reachOfRole(state, role, acting(role))]));
}
