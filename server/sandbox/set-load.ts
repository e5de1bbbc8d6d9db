import "server-only";
import { z } from "zod";
import { loadSchema } from "@/lib/sandbox/stand-in";
import { parse, type Context } from "../context";
import { Conflict } from "../errors";
import { runningSandbox } from "./sandbox";
import { standInStatus } from "./stand-in-status";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { sandboxDatabase } from "./sandbox-database";

const inputSchema = z.object({ connections: loadSchema });

async function changeLoad(ctx: Context, audit: AuditLine, input: unknown) {
  const { connections } = parse(inputSchema, input);
  const sandbox = runningSandbox();
  if (sandbox === null) throw new Conflict("The sandbox does not run, so there is no application to change.");
  sandbox.shop.setLoad(connections);
  const database = await sandboxDatabase();
  return audit.writeAlone(
    { action: "set the sandbox load", database, detail: { connections } },
    await standInStatus(ctx),
  );
}

/**
 * Changes how many connections the shop's application holds in the sandbox, until the sandbox stops. Returns the state.
 * @throws NotAllowed for a member; BadInput; Conflict where the sandbox does not run
 */
export const setLoad = auditedVerb("admin", changeLoad);
