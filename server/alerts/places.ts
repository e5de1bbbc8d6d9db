import "server-only";
import type { Database } from "@/lib/databases/database";
import { serversOf } from "@/lib/alerts/groups";
import { readOnlyVerb } from "../audit/verb";
import { system } from "../context";
import { listDatabases } from "../databases/list";
import { visibleIds } from "../databases/visible";
import { readIdentities } from "../monitor/identity-store";
import { routeOf } from "../monitor/server-key";

/** The databases that alerts concern, by server. */
export type Places = { servers: Map<string, Database[]>; serverOf: Map<string, string> };

/** Reads which databases there are and on which server each is; archived ones are left out. */
export async function readPlaces(): Promise<Places> {
  const [all, identities] = await Promise.all([listDatabases(system), readIdentities()]);
  const placed = all
    .filter(({ archivedAt }) => archivedAt === null)
    .map((database) => {
      const identity = identities.get(database.id);
      return {
        ...database,
        registered: database,
        identity: identity?.route === routeOf(database) ? identity.key : null,
      };
    });
  const servers = new Map(
    [...serversOf(placed)].map(([key, group]) => [key, group.map(({ registered }) => registered)]),
  );
  const serverOf = new Map([...servers].flatMap(([key, group]) => group.map(({ id }) => [id, key] as const)));
  return { servers, serverOf };
}

/** Part of the alerts that an actor sees, by the groups of the account or the token. */
export type Sight = {
  /** Whether it is every database that there is. */
  isWhole: boolean;
  /** Whether the actor sees something of given databases. */
  any(databases: readonly { id: string }[]): boolean;
  /** Returns those of given databases that the actor sees. */
  of<One extends { id: string }>(databases: readonly One[]): readonly One[];
};

/** Returns the part of the alerts that an actor sees. */
export const readSight = readOnlyVerb("member", async (ctx): Promise<Sight> => {
  const [seen, all] = await Promise.all([visibleIds(ctx), visibleIds(system)]);
  if (seen.size === all.size) return { isWhole: true, any: () => true, of: (databases) => databases };
  return {
    isWhole: false,
    any: (databases) => databases.some(({ id }) => seen.has(id)),
    of: (databases) => databases.filter(({ id }) => seen.has(id)),
  };
});

/** Returns the servers with those of their databases that the actor sees; one without any is left out. */
export const serversIn = (
  sight: Sight,
  servers: ReadonlyMap<string, readonly Database[]>,
): Map<string, readonly Database[]> =>
  new Map(
    [...servers].flatMap(([key, group]) => {
      const seen = sight.of(group);
      return seen.length === 0 ? [] : [[key, seen] as const];
    }),
  );
