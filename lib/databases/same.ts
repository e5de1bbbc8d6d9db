import { poolerSigns, providers, recogniseProvider } from "@/lib/postgres/provider";
import type { Database } from "./database";

/** The address of a database and its login. */
export type Route = Pick<Database, "host" | "port" | "database" | "user">;

/** Identity that a login was told last: the key of its server, and the database's own name. */
export type SeenIdentity = { key: string; database: string };

/** Returns a host name as it is compared: lower case, without a stop at its end. */
export const hostKeyOf = ({ host }: Pick<Route, "host">): string =>
  host.trim().toLowerCase().replace(/\.$/, "");

/**
 * Returns whether one address there leads to many servers: providers' proxies and shared poolers route by the user's name or the
 * TLS server name (facts: PlanetScale, Neon, Supabase).
 */
export const isSharedAddress = ({ host, port }: Pick<Route, "host" | "port">): boolean =>
  providers[recogniseProvider(host)].proxied || poolerSigns(host, port).length > 0;

/** Returns the text that two logins to one address have in common; behind a shared address it names the user as well. */
export const addressKeyOf = (route: Route): string =>
  JSON.stringify([hostKeyOf(route), route.port, ...(isSharedAddress(route) ? [route.user] : [])]);

/** Returns the text that two entries of one database at one address have in common. */
export const databaseKeyOf = (route: Route): string => JSON.stringify([addressKeyOf(route), route.database]);

/** Returns whether an identity names a server by its own system identifier, and not by its address. */
const isSystem = ({ key }: SeenIdentity): boolean => key.startsWith("system ");

/** Entries of one database with other stream ids are two Electrics, which is no mistake. */
type Entry = Route & { id: string; name: string; streamId: string; identity: SeenIdentity | null };

/** Returns the keys by which an entry can be the same database as another one. */
function sameKeysOf(entry: Entry): string[] {
  const { identity, streamId } = entry;
  const seen = identity !== null && isSystem(identity) ? [[identity.key, identity.database]] : [];
  return [[databaseKeyOf(entry)], ...seen].map((key) => JSON.stringify([...key, streamId]));
}

/**
 * Returns the entries that are one database twice or more, in groups of two or more: the same address and name, or the same system
 * identifier, start of the server and database.
 */
export function sameDatabases<Each extends Entry>(entries: readonly Each[]): Each[][] {
  const groupOf = new Map<string, Each[]>();
  for (const entry of entries) {
    const keys = sameKeysOf(entry);
    const joined = [...new Set(keys.flatMap((key) => groupOf.get(key) ?? []))];
    const group = [...joined, entry];
    for (const member of group) for (const key of sameKeysOf(member)) groupOf.set(key, group);
  }
  const place = new Map(entries.map((entry, at) => [entry, at]));
  return [...new Set(groupOf.values())]
    .filter((group) => group.length > 1)
    .map((group) => group.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0)));
}
