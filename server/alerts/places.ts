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

/** Returns whether a person sees something of given databases: by the groups of the account. */
export const readSight = readOnlyVerb(
  "member",
  async (ctx): Promise<(databases: readonly { id: string }[]) => boolean> => {
    const [seen, all] = await Promise.all([visibleIds(ctx), visibleIds(system)]);
    if (seen.size === all.size) return () => true;
    return (databases) => databases.some(({ id }) => seen.has(id));
  },
);
