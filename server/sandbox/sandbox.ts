import "server-only";
import path from "node:path";
import { binariesOf } from "../embedded/binaries";
import { stopOrphan } from "../embedded/orphan";
import { startSandboxCluster } from "./cluster";
import { startLoad } from "./load";
import type { SandboxSettings } from "./settings";

/** The sandbox as the server knows it. `unavailable`: this platform has no embedded Postgres 18. */
export type SandboxState = "unavailable" | "stopped" | "starting" | "running";

type Running = { settings: SandboxSettings; stop(): Promise<void> };
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
  const load = startLoad(settings);
  const stop = async () => {
    slot().running = null;
    await load.stop();
    await cluster.stop();
  };
  // Ended from outside: the application has nothing left to talk to.
  void cluster.ended.then(() => (slot().running?.settings === settings ? stop() : undefined));
  return { settings, stop };
}

/** Returns how the sandbox is doing. */
export function sandboxState(): SandboxState {
  if (slot().running !== null) return "running";
  if (slot().starting !== null) return "starting";
  return binariesOf(18) === null ? "unavailable" : "stopped";
}

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

/** Stops the sandbox and its application, whether this server started it or one that was killed; its data stays. */
export async function haltSandbox(dataDir: string): Promise<void> {
  const here = slot();
  await here.starting?.catch(() => {});
  await here.running?.stop();
  await stopOrphan(path.join(dataDir, "sandbox", "data"));
}
