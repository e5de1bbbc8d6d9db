import "server-only";
import { standInInputSchema, standInPoolSchema } from "@/lib/sandbox/stand-in";
import { parse, type Context } from "../context";
import { Conflict } from "../errors";
import { startStandInOn } from "./electric/stand-in";
import { runningSandbox } from "./sandbox";
import { standInStatus } from "./stand-in-status";
import { targetPoolSize } from "./stand-in-target";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { sandboxDatabase } from "./sandbox-database";

async function startIt(ctx: Context, audit: AuditLine, input: unknown) {
  const { poolSize: given, secondInstance } = parse(standInInputSchema, input);
  const sandbox = runningSandbox();
  if (sandbox === null) throw new Conflict("The sandbox does not run. Start it, then start the stand-in.");
  const { poolSize } = parse(standInPoolSchema, { poolSize: given ?? (await targetPoolSize()) });
  await startStandInOn(sandbox.folder, sandbox.settings, { poolSize, secondInstance }).catch(
    (cause: unknown) => {
      throw new Conflict(
        "The stand-in did not start, because the sandbox did not answer. Look whether it still runs, then try again.",
        {},
        { cause },
      );
    },
  );
  const detail = { poolSize, secondInstance };
  return audit.writeAlone(
    { action: "start the stand-in", database: await sandboxDatabase(), detail },
    await standInStatus(ctx),
  );
}

/**
 * Starts the Electric stand-in on the sandbox, anew when it runs; without a pool size it takes that of the sandbox's
 * target now. Returns its state, which is most often that it starts.
 * @throws NotAllowed for a member; BadInput; Conflict where the sandbox does not run
 */
export const startStandIn = auditedVerb("admin", startIt);
