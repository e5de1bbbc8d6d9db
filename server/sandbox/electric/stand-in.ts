import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { environmentOf, processEnvironment } from "@/lib/connect/environment";
import type { ConnectFacts } from "@/lib/connect/facts";
import { generateSecret } from "@/lib/connect/secrets";
import { reportedElsewhere } from "@/lib/log/unlogged";
import type { StandInStatus } from "@/lib/sandbox/stand-in";
import type { SandboxSettings } from "../settings";
import { configurationOf } from "./configuration";
import { runInstance, type RunningInstance } from "./instance";
import { clearTraces, prepareTraces } from "./traces";
import { ignoring } from "../../http/log";

type Running = {
  poolSize: number;
  /** Environment that it was started with; its secrets are placeholders. */
  environment: { name: string; value: string }[];
  borrowedRole: boolean;
  instances: RunningInstance[];
  folder: string;
  settings: SandboxSettings;
};
type Slot = { running: Running | null; turn: Promise<unknown> };

/** The second instance of a deploy comes when the first has the lock; where it never gets there, after this time. */
const SECOND_AFTER_MS = 2000;

const HOME = Symbol.for("headroom.stand-in");

// As the sandbox itself: one per process, however often Next bundles this module.
function slot(): Slot {
  const home: typeof globalThis & { [HOME]?: Slot } = globalThis;
  return (home[HOME] ??= { running: null, turn: Promise.resolve() });
}

/** Starts and stops come one after the other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const turn = slot().turn.then(work);
  slot().turn = turn.catch(reportedElsewhere);
  return turn;
}

async function stopInstances(): Promise<Running | null> {
  const { running } = slot();
  slot().running = null;
  await Promise.all(running?.instances.map((instance) => instance.stop()) ?? []);
  return running;
}

/** Returns how the stand-in is doing; null while it is stopped. */
export function standInState(): StandInStatus["standIn"] {
  const { running } = slot();
  if (running === null) return null;
  const { poolSize, environment, borrowedRole, instances } = running;
  return { poolSize, environment, borrowedRole, instances: instances.map((instance) => instance.state()) };
}

/**
 * Starts the stand-in on the sandbox under `folder`, one instance or two of a rolling deploy, with what Connect prints for a
 * database of these facts; one that runs is replaced, and its slot and publication stay for the new one. Returns when it is on
 * its way.
 * @throws RefusedEnvironment where Electric would not start with it; Error when the sandbox does not answer
 */
export async function startStandInOn(
  folder: string,
  settings: SandboxSettings,
  { facts, secondInstance }: { facts: ConnectFacts; secondInstance: boolean },
): Promise<void> {
  const printed = environmentOf(facts);
  const { names } = configurationOf(processEnvironment(printed));
  return inTurn(async () => {
    await stopInstances();
    const record = await prepareTraces(folder, settings, names);
    const environment = environmentOf(facts, { password: record.password, secret: generateSecret() });
    const configuration = configurationOf(processEnvironment(environment));
    const first = runInstance(configuration);
    slot().running = {
      poolSize: configuration.poolSize,
      environment: printed.variables.map(({ name, value }) => ({ name, value })),
      borrowedRole: !record.role,
      instances: [first],
      folder,
      settings,
    };
    if (!secondInstance) return;
    await Promise.race([first.locked, sleep(SECOND_AFTER_MS, undefined, { ref: false })]);
    slot().running?.instances.push(runInstance(configuration));
  });
}

/**
 * Stops the stand-in and takes away what it made; does nothing when there is none. Where Postgres is gone meanwhile, the
 * next start of the sandbox takes it away.
 */
export function haltStandIn(): Promise<void> {
  return inTurn(async () => {
    const was = await stopInstances();
    if (was !== null)
      await clearTraces(was.folder, was.settings).catch(
        ignoring("the next start of the sandbox clears the traces"),
      );
  });
}
