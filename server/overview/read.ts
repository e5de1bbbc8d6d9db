import "server-only";
import { addressKeyOf } from "@/lib/databases/same";
import { readOnlyVerb } from "../audit/verb";
import { readIdentities, type Identity } from "../monitor/identity-store";
import { monitor } from "../monitor/monitor";
import { routeOf } from "../monitor/server-key";
import { databaseRows } from "../visits/rows";
import type { DatabaseRow } from "@/lib/databases/visit";
import type { Budget } from "@/lib/budget/schema";

/** A row of the overview with the server that its login led to, and the newest budget that is known. */
export type OverviewDatabase = DatabaseRow & {
  /** Databases of one key are on one server: what the server told of itself, or else the address. */
  server: string;
  identity: { key: string; database: string } | null;
  /** Of the latest sample of this process, or else of the latest check run; null where neither saw the connections. */
  budget: Budget | null;
};

/** Returns what was learned by the login of the present address; null for another one, of which nothing is known. */
function identityOf({ database }: DatabaseRow, identities: ReadonlyMap<string, Identity>): Identity | null {
  const identity = identities.get(database.id);
  return identity?.route === routeOf(database) ? identity : null;
}

/** Returns every database with its latest check run, its server and its newest budget; archived ones included. */
export const readOverview = readOnlyVerb("member", async (ctx): Promise<OverviewDatabase[]> => {
  const [rows, identities] = await Promise.all([databaseRows(ctx), readIdentities()]);
  const known = rows.map((row) => ({ row, identity: identityOf(row, identities) }));
  // A login that has told nothing yet is on the server of another one at its address.
  const serverAt = new Map(
    known.flatMap(({ row, identity }) => (identity ? [[addressKeyOf(row.database), identity.key]] : [])),
  );
  return known.map(({ row, identity }) => {
    const address = addressKeyOf(row.database);
    return {
      ...row,
      server: identity?.key ?? serverAt.get(address) ?? address,
      identity: identity && { key: identity.key, database: identity.database },
      budget: monitor().latest(row.database.id)?.budget ?? row.latest?.budget ?? null,
    };
  });
});
