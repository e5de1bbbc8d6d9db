import { addressKeyOf, type Route } from "@/lib/databases/same";

/** A registered database with the key of the server that its login led to, where that is known. */
export type Placed = Route & { id: string; identity: string | null };

/**
 * Returns the databases by server: those of one address, or that led to one server, are one outage. The key is the least address of
 * the group: unlike the server's identity it stays when the server restarts.
 */
export function serversOf<Each extends Placed>(databases: readonly Each[]): Map<string, Each[]> {
  const leastOf = new Map<string, string>();
  for (const database of databases) {
    if (database.identity === null) continue;
    const address = addressKeyOf(database);
    const least = leastOf.get(database.identity);
    if (least === undefined || address < least) leastOf.set(database.identity, address);
  }
  // Two databases of one address can have led to two servers behind it; the address still is one.
  const keyOf = new Map<string, string>();
  for (const database of databases) {
    const address = addressKeyOf(database);
    const least = database.identity === null ? address : (leastOf.get(database.identity) ?? address);
    const before = keyOf.get(address);
    if (before === undefined || least < before) keyOf.set(address, least);
  }
  const servers = new Map<string, Each[]>();
  for (const database of databases) {
    const key = keyOf.get(addressKeyOf(database)) ?? addressKeyOf(database);
    servers.set(key, [...(servers.get(key) ?? []), database]);
  }
  return servers;
}
