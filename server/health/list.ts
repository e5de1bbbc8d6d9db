import "server-only";
import { healthRowOf, healthSchema, type Health } from "@/lib/health/health";
import type { DatabaseRow } from "@/lib/databases/visit";
import { readOnlyVerb } from "../audit/verb";
import { system } from "../context";
import { NotFound } from "../errors";
import { monitor } from "../monitor/monitor";
import { visibleIds } from "../databases/visible";
import { readSetting } from "../settings/read";
import { databaseRows } from "../visits/rows";

/** Returns a viewer's part of a row; the schema drops what it does not name. */
function healthOf({ database, latest }: DatabaseRow, showsAddress: boolean): Health {
  const { host, port, target } = database;
  const live = monitor().latest(database.id);
  return healthSchema.parse({
    ...database,
    environment: target.environment,
    address: showsAddress ? `${host}:${port}/${database.database}` : null,
    checked: latest && {
      ...latest,
      fails: latest.brief.counts.fail,
      warns: latest.brief.counts.warn,
    },
    live: live && healthRowOf(live),
  });
}

/** Returns the health of each database that the actor sees and that is not archived, by name. */
export const listHealth = readOnlyVerb("viewer", async (ctx): Promise<Health[]> => {
  const [rows, ids, { seeHosts }] = await Promise.all([
    databaseRows(system),
    visibleIds(ctx),
    readSetting("viewers"),
  ]);
  return rows
    .filter(({ database: { id, archivedAt } }) => archivedAt === null && ids.has(id))
    .map((row) => healthOf(row, seeHosts));
});

/** Returns the health of one database. @throws NotFound */
export const readHealth = readOnlyVerb("viewer", async (ctx, id: string): Promise<Health> => {
  const found = (await listHealth(ctx)).find((health) => health.id === id);
  if (found === undefined) throw new NotFound();
  return found;
});
