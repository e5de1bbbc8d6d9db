import "server-only";
import { standInInputSchema, standInPoolSchema, type StandInStatus } from "@/lib/sandbox/stand-in";
import { parse, requireRole, type Context } from "../context";
import { Conflict } from "../errors";
import { startStandInOn } from "./electric/stand-in";
import { runningSandbox } from "./sandbox";
import { standInStatus } from "./stand-in-status";
import { targetPoolSize } from "./stand-in-target";

/**
 * Starts the Electric stand-in on the sandbox, anew when it runs; without a pool size it takes that of the sandbox's
 * target now. Returns its state, which is most often that it starts.
 * @throws NotAllowed for a member; BadInput; Conflict where the sandbox does not run
 */
export async function startStandIn(ctx: Context, input: unknown): Promise<StandInStatus> {
  requireRole(ctx, "admin");
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
  return standInStatus(ctx);
}
