import "server-only";
import { createHash } from "node:crypto";
import { sameDatabases } from "@/lib/databases/same";
import type { LiveRow } from "@/lib/live/schema";
import { isInScope } from "@/lib/wall/link";
import { inWallOrder, wallRow, type WallDatabase } from "@/lib/wall/rows";
import { wallEventSchema, type WallEvent, type WallRow, type WallTrend } from "@/lib/wall/schema";
import { wallTrend } from "@/lib/wall/trend";
import { system } from "../context";
import { readOverview, type OverviewDatabase } from "../overview/read";
import { readDay } from "./wall-trends";
import type { WallSession } from "./wall-session";

type Link = WallSession["link"];
type Registered = Omit<WallDatabase, "live">;
/** Databases of one server that a wall shows, with the key that stands for the server there. */
export type WallServer = { key: string; members: readonly Registered[] };
export type LiveOf = (id: string) => Pick<LiveRow, "state" | "everyMs" | "sampledAt" | "budget"> | null;

/** Returns the key of a server on the walls of a link: it tells servers apart, and nothing of their address. */
const keyOf = (link: Link, server: string): string =>
  createHash("sha256")
    .update(JSON.stringify([link.id, server]))
    .digest("base64url")
    .slice(0, 16);

function registeredOf({ database, latest }: OverviewDatabase, repeated: ReadonlySet<string>): Registered {
  const { id, name, group, host, port } = database;
  return {
    id,
    name,
    group,
    host: `${host}:${port}`,
    verdict: latest?.verdict ?? null,
    warnings: latest?.brief.counts.warn ?? 0,
    counted: !repeated.has(id),
    checked: latest && { at: latest.takenAt, budget: latest.budget },
  };
}

/** Reads the servers that a link shows now: archived databases leave it, and new ones of its scope come in. */
export async function readWallServers(link: Link): Promise<WallServer[]> {
  const shown = (await readOverview(system)).filter(
    ({ database }) => database.archivedAt === null && isInScope(link.scope, database),
  );
  const entries = shown.map(({ database, identity }) => ({
    ...database,
    streamId: database.target.streamId,
    identity,
  }));
  const repeated = new Set(sameDatabases(entries).flatMap((group) => group.slice(1).map(({ id }) => id)));
  const servers = new Map<string, Registered[]>();
  for (const row of shown) {
    const members = servers.get(row.server) ?? [];
    servers.set(row.server, [...members, registeredOf(row, repeated)]);
  }
  return [...servers].map(([server, members]) => ({ key: keyOf(link, server), members }));
}

/** Returns the rows of servers in the order of the wall, with what is known of their databases at this moment. */
export const wallRowsOf = (servers: readonly WallServer[], link: Link, liveOf: LiveOf): WallRow[] =>
  inWallOrder(
    servers.map(({ key, members }) =>
      wallRow(
        key,
        members.map((member) => ({ ...member, live: liveOf(member.id) })),
        link.allowed,
      ),
    ),
  );

/** Reads the last day of each server. A database that another entry stands for is left out. */
export async function readWallTrends(
  servers: readonly WallServer[],
  now = new Date(),
): Promise<Record<string, WallTrend>> {
  const counted = servers.map(({ key, members }) => ({
    key,
    ids: members.filter((each) => each.counted).map(({ id }) => id),
  }));
  const days = await readDay(
    counted.flatMap(({ ids }) => ids),
    now,
  );
  return Object.fromEntries(
    counted.flatMap(({ key, ids }) => {
      const trend = wallTrend(ids.flatMap((id) => days.get(id) ?? []));
      return trend === null ? [] : [[key, trend] as const];
    }),
  );
}

/** Returns an event of the wall: rows that changed among all, in the order of all. */
export const wallEvent = (
  all: readonly WallRow[],
  changed: readonly WallRow[],
  trends?: Record<string, WallTrend>,
): WallEvent =>
  // The schema takes no field that it does not name: nothing else of a database can leave by it.
  wallEventSchema.parse({
    at: new Date().toISOString(),
    order: all.map(({ key }) => key),
    rows: changed,
    ...(trends && { trends }),
  });
