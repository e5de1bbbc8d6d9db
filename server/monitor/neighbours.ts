import "server-only";
import type { Database } from "@/lib/databases/database";
import type { Neighbour } from "@/lib/replication/claims";
import { readOnlyVerb } from "../audit/verb";
import { listDatabases } from "../databases/list";
import { readIdentities, type Identity } from "./identity-store";
import { routeOf, turnOf } from "./server-key";

/** Returns the identity that a login of the present address told; undefined where none did. */
function identityOf(database: Database, identities: ReadonlyMap<string, Identity>): Identity | undefined {
  const known = identities.get(database.id);
  return known?.route === routeOf(database) ? known : undefined;
}

/**
 * Returns the other databases of this Headroom on the same server, archived ones left out: those of one key, or of one address
 * where a login of either has told nothing yet (server-key.ts).
 */
export const listNeighbours = readOnlyVerb(
  "member",
  async (ctx, database: Database): Promise<Neighbour[]> => {
    const [databases, identities] = await Promise.all([listDatabases(ctx), readIdentities()]);
    const own = identityOf(database, identities);
    return databases
      .filter((other) => {
        if (other.id === database.id || other.archivedAt !== null) return false;
        const known = identityOf(other, identities);
        return own !== undefined && known !== undefined
          ? own.key === known.key
          : turnOf(other) === turnOf(database);
      })
      .map((other) => ({
        id: other.id,
        name: other.name,
        database: identityOf(other, identities)?.database ?? other.database,
        target: other.target,
      }));
  },
);
