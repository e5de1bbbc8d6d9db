import "server-only";
import { standInInputSchema, standInPoolSchema } from "@/lib/sandbox/stand-in";
import { parse, type Context } from "../context";
import { Conflict } from "../errors";
import { RefusedEnvironment } from "./electric/configuration";
import { startStandInOn } from "./electric/stand-in";
import { ADMIN, PLATFORM } from "./roles";
import { runningSandbox } from "./sandbox";
import { standInStatus } from "./stand-in-status";
import { standInFacts, targetPoolSize } from "./stand-in-target";
import type { AuditLine } from "../audit/line";
import { auditedVerb } from "../audit/verb";
import { sandboxDatabase } from "./sandbox-database";

/** Roles of the sandbox that others sign in as. */
const RESERVED: ReadonlySet<string> = new Set([PLATFORM, ADMIN, "shop"]);

async function startIt(ctx: Context, audit: AuditLine, input: unknown) {
  const { poolSize: given, secondInstance } = parse(standInInputSchema, input);
  const sandbox = runningSandbox();
  if (sandbox === null) throw new Conflict("The sandbox does not run. Start it, then start the stand-in.");
  const { poolSize } = parse(standInPoolSchema, { poolSize: given ?? (await targetPoolSize()) });
  const facts = await standInFacts(poolSize);
  if (facts === null) throw new Conflict("The sandbox has no database in Headroom. Start it again.");
  if (RESERVED.has(facts.target.role))
    throw new Conflict(
      `The stand-in does not sign in as ${facts.target.role}: it would change the password of the sandbox's own role. Name another role in the settings.`,
    );
  await startStandInOn(sandbox.folder, sandbox.settings, { facts, secondInstance }).catch(
    (cause: unknown) => {
      if (cause instanceof RefusedEnvironment)
        throw new Conflict(`Electric would not start with this environment. ${cause.message}`, {}, { cause });
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
