import "server-only";
import { ignoring } from "./http/log";

/** Tells the monitor of this process, where one runs, that a database was made, changed, archived or removed. */
export async function databaseChanged(id: string): Promise<void> {
  await globalThis.headroomMonitor
    ?.changed(id)
    .catch(ignoring("the watcher reads the databases again within a minute"));
}

/** Runs work that needs the watcher's place on a database; where no monitor runs, it just runs. */
export function inWatchersPlace<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
  return globalThis.headroomMonitor?.aside(id, work) ?? work();
}

/** Leaves every watched database; for the end of the process. */
export async function stopMonitor(): Promise<void> {
  const running = globalThis.headroomMonitor;
  globalThis.headroomMonitor = undefined;
  await running?.close();
}
