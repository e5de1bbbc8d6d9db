import { headroomOf } from "@/lib/budget/headroom";
import { serverPartsOf } from "@/lib/budget/server";
import type { OverviewRow } from "./row";

/** Returns the databases of each server in the order of the list. */
export function byServer(rows: readonly OverviewRow[]): Map<string, OverviewRow[]> {
  const servers = new Map<string, OverviewRow[]>();
  for (const row of rows) {
    const members = servers.get(row.server);
    if (members) members.push(row);
    else servers.set(row.server, [row]);
  }
  return servers;
}

/**
 * Returns the headroom in connections of each server with several databases, with the claims of all its Electrics, as the heads of
 * the list say it. A server with one database has the headroom of that one, of which the latest sample is known.
 */
export function serverHeadrooms(rows: readonly OverviewRow[]): ReadonlyMap<string, number> {
  const active = rows.filter(({ archived }) => !archived);
  return new Map(
    [...byServer(active)].flatMap(([server, members]): [string, number][] => {
      if (members.length < 2) return [];
      const parts = serverPartsOf(
        members.flatMap(({ counted, budget }) => (counted && budget ? [budget] : [])),
      );
      return parts === null ? [] : [[server, headroomOf(parts)]];
    }),
  );
}
