import "server-only";
import { type Context } from "../context";
import { dataDir } from "./data-dir";
import { haltSandbox, sandboxState } from "./sandbox";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { sandboxDatabase } from "./sandbox-database";

async function stop(ctx: Context, audit: AuditLine) {
  if (sandboxState() === "stopped") return audit.unchanged(await haltSandbox(dataDir()));
  await haltSandbox(dataDir());
  return audit.writeAlone({ action: "stop the sandbox", database: await sandboxDatabase() }, undefined);
}

/** Stops the sandbox and its application; its data and its database stay. @throws NotAllowed for a member */
export const stopSandbox = auditedVerb("admin", stop);
