import "server-only";
import type { Database } from "@/lib/databases/database";
import type { Live } from "@/lib/live/schema";
import type { Snapshot } from "@/lib/snapshot/schema";
import { ignore } from "./http/log";

/** Listener of the alert engine of this process. Its calls return at once: it decides later, and a failure of it is logged. */
export type AlertListener = {
  /** Takes an event of a database that this replica watches. */
  onLive(live: Live, isSample: boolean): void;
  /** Takes a check run that was kept. */
  onCheck(database: Database, snapshot: Snapshot): void;
  /** Takes that rules, mutes or databases were changed. */
  onChange(): void;
};

declare global {
  // Next loads a module once per bundle; the engine has to be one for the process.
  var headroomAlerts: (AlertListener & { close(): Promise<void> }) | undefined;
}

/** Tells the alert engine, where one runs; never throws into the caller. */
export function tellAlerts(tell: (listener: AlertListener) => void): void {
  try {
    if (globalThis.headroomAlerts !== undefined) tell(globalThis.headroomAlerts);
  } catch (error) {
    ignore(error, "the alerts' own clock decides within a minute");
  }
}

/** Stops the alert engine, for the end of the process. */
export async function stopAlerts(): Promise<void> {
  const running = globalThis.headroomAlerts;
  globalThis.headroomAlerts = undefined;
  await running?.close();
}
