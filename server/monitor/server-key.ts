import "server-only";
import { addressKeyOf, hostKeyOf, isSharedAddress, type Route } from "@/lib/databases/same";
import type { Connection } from "@/lib/snapshot/connection";
import type { KnownSystem } from "../watched/server-facts";

type Address = Pick<Route, "host" | "port">;

/** Returns the text that tells one login's way from another: of another address, database or user nothing is known. */
export const routeOf = (route: Route): string =>
  JSON.stringify([hostKeyOf(route), route.port, route.database, route.user]);

/**
 * Returns the address whose logins are identified one after the other, since they may lead to one server. Behind an address
 * of many servers it is the user's own.
 */
export const turnOf = (route: Route): string => addressKeyOf(route);

/**
 * Returns the key of the server that a login led to; null where that cannot be told from others. Two logins are on one server
 * where its system identifier and the start of its postmaster are the same: replicas, restored backups and branches share the
 * identifier alone. Where a login may not read it, the address stands in its place, but behind no pooler and no shared proxy.
 */
export function serverKeyOf(
  { system, startedAt }: KnownSystem,
  address: Address,
  pooler: Connection["pooler"],
): string | null {
  if (system !== null) return `system ${system} ${startedAt}`;
  const pooled = isSharedAddress(address) || pooler.proven.length > 0;
  return pooled ? null : `address ${hostKeyOf(address)}:${address.port} ${startedAt}`;
}

/** Returns the key of a database of which it is not known on which server it is. */
export const ownKeyOf = (id: string): string => `database ${id}`;
