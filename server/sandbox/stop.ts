import "server-only";
import { requireRole, type Context } from "../context";
import { dataDir } from "./data-dir";
import { haltSandbox } from "./sandbox";

/** Stops the sandbox and its application; its data and its profile stay. @throws NotAllowed for a member */
export async function stopSandbox(ctx: Context): Promise<void> {
  requireRole(ctx, "admin");
  await haltSandbox(dataDir());
}
