import "server-only";
import { system } from "../context";
import { listDatabases } from "../databases/list";
import { repeat } from "../repeat";
import { readSetting } from "../settings/read";
import { checkDatabase } from "./check";
import { readCheckTimes } from "./check-times";

/** How often due check runs are looked for, ms. */
const LOOK_MS = 5 * 60_000;
const HOUR_MS = 60 * 60_000;

/**
 * Checks the watched databases whose last check run is older than the setting says, one after the other, and returns their ids. Left
 * out are the sandbox, what was never checked, and what another replica watches. @throws what the store throws
 */
export async function checkDue(isMine: (id: string) => boolean, now = Date.now()): Promise<string[]> {
  const { everyHours } = await readSetting("checks");
  if (everyHours === 0) return [];
  const watched = (await listDatabases(system)).filter(
    ({ id, kind, archivedAt, sampling }) =>
      kind === "own" && archivedAt === null && sampling.on && isMine(id),
  );
  const times = await readCheckTimes(watched.map(({ id }) => id));
  const due = watched.flatMap(({ id }) => (now - (times.get(id) ?? now) >= everyHours * HOUR_MS ? [id] : []));
  for (const id of due) for await (const _event of await checkDatabase(system, id)) continue;
  return due;
}

/** Keeps the check runs of this process's databases as young as the setting says; returns what stops it. */
export const keepChecking = (isMine: (id: string) => boolean): (() => void) =>
  repeat(() => checkDue(isMine), LOOK_MS, "due check runs are looked for again in 5 min");
