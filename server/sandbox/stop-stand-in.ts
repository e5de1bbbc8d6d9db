import "server-only";
import { type Context } from "../context";
import { haltStandIn } from "./electric/stand-in";
import { standInStatus } from "./stand-in-status";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { sandboxDatabase } from "./sandbox-database";

async function stopIt(ctx: Context, audit: AuditLine) {
  await haltStandIn();
  return audit.writeAlone(
    { action: "stop the stand-in", database: await sandboxDatabase() },
    await standInStatus(ctx),
  );
}

/** Stops the Electric stand-in and takes away what it made. Returns its state. @throws NotAllowed for a member */
export const stopStandIn = auditedVerb("admin", stopIt);
