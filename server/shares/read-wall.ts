import "server-only";
import type { WallEvent } from "@/lib/wall/schema";
import { monitor } from "../monitor/monitor";
import { readWallServers, readWallTrends, wallEvent, wallRowsOf } from "./wall-view";
import type { WallSession } from "./wall-session";

/** Reads the whole wall of a screen's link, for the page as it is drawn first. */
export async function readWall({ link }: WallSession): Promise<WallEvent> {
  const servers = await readWallServers(link);
  const rows = wallRowsOf(servers, link, (id) => monitor().latest(id));
  return wallEvent(rows, rows, await readWallTrends(servers));
}
