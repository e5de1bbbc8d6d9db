import "server-only";
import path from "node:path";
import { reportedElsewhere } from "@/lib/log/unlogged";
import { binariesOf } from "../embedded/binaries";
import { stopOrphan } from "../embedded/orphan";
import { ignoring } from "../http/log";
import { startSandboxCluster } from "./cluster";
import { haltStandIn, standInState } from "./electric/stand-in";
import { clearTraces } from "./electric/traces";
import { startShop, type Shop } from "./load";
import type { SandboxSettings } from "./settings";

/** The sandbox as the server knows it. `unavailable`: this platform has no embedded Postgres 18. */
export type SandboxState = "unavailable" | "stopped" | "starting" | "running";

type Running = { folder: string; settings: SandboxSettings; shop: Shop; stop(): Promise<void> };
type Slot = { running: Running | null; starting: Promise<Running> | null };

// Pages, actions and the boot file are bundled apart, each with its own copy of this module (Next 16): the one
// sandbox of this process hangs on globalThis.
const HOME = Symbol.for("headroom.sandbox");

function slot(): Slot {
  const home: typeof globalThis & { [HOME]?: Slot } = globalThis;
  return (home[HOME] ??= { running: null, starting: null });
}

async function start(folder: string): Promise<Running> {
  const { cluster, settings } = await startSandboxCluster(folder);
  // A server that was killed left the stand-in's slot behind, which would keep WAL without a reader.
  if (standInState() === null)
    await clearTraces(folder, settings).catch(ignoring("the next start of the sandbox clears the traces"));
  const shop = startShop(settings);
  const stop = async () => {
    slot().running = null;
    await shop.stop();
    await cluster.stop();
  };
  // Ended from outside: the application has nothing left to talk to. The stand-in tries on, as Electric would.
  void cluster.ended.then(() => (slot().running?.settings === settings ? stop() : undefined));
  return { folder, settings, shop, stop };
}

/** Returns how the sandbox is doing. */
export function sandboxState(): SandboxState {
  if (slot().running !== null) return "running";
  if (slot().starting !== null) return "starting";
  return binariesOf(18) === null ? "unavailable" : "stopped";
}

/** Returns the sandbox that runs: where it is, its passwords and its application; null when none does. */
export const runningSandbox = (): Omit<Running, "stop"> | null => slot().running;

/**
 * Starts the sandbox under `<dataDir>/sandbox`, or waits for the start that is under way, or does nothing when it
 * runs. Returns its port and passwords.
 * @throws Error when there is no embedded Postgres here, or it does not start
 */
export async function runSandbox(dataDir: string): Promise<SandboxSettings> {
  const here = slot();
  if (here.running !== null) return here.running.settings;
  here.starting ??= start(path.join(dataDir, "sandbox")).finally(() => (here.starting = null));
  here.running = await here.starting;
  return here.running.settings;
}

/** Stops the sandbox, the Electric stand-in and the application, whether this server started it or one that was killed; its data stays. */
export async function haltSandbox(dataDir: string): Promise<void> {
  const here = slot();
  await here.starting?.catch(reportedElsewhere);
  await haltStandIn();
  await here.running?.stop();
  await stopOrphan(path.join(dataDir, "sandbox", "data"));
}
