import "server-only";
import type { StandInStatus } from "@/lib/sandbox/stand-in";
import { requireRole, type Context } from "../context";
import { haltStandIn } from "./electric/stand-in";
import { standInStatus } from "./stand-in-status";

/** Stops the Electric stand-in and takes away what it made. Returns its state. @throws NotAllowed for a member */
export async function stopStandIn(ctx: Context): Promise<StandInStatus> {
  requireRole(ctx, "admin");
  await haltStandIn();
  return standInStatus(ctx);
}
