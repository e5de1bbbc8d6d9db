import "server-only";
import { z } from "zod";
import { loadSchema, type StandInStatus } from "@/lib/sandbox/stand-in";
import { parse, requireRole, type Context } from "../context";
import { Conflict } from "../errors";
import { runningSandbox } from "./sandbox";
import { standInStatus } from "./stand-in-status";

const inputSchema = z.object({ connections: loadSchema });

/**
 * Changes how many connections the shop's application holds in the sandbox, until the sandbox stops. Returns the state.
 * @throws NotAllowed for a member; BadInput; Conflict where the sandbox does not run
 */
export async function setLoad(ctx: Context, input: unknown): Promise<StandInStatus> {
  requireRole(ctx, "admin");
  const { connections } = parse(inputSchema, input);
  const sandbox = runningSandbox();
  if (sandbox === null) throw new Conflict("The sandbox does not run, so there is no application to change.");
  sandbox.shop.setLoad(connections);
  return standInStatus(ctx);
}
