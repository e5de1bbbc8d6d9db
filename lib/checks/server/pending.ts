import { providers } from "@/lib/postgres/provider";
import { settingWay } from "@/lib/postgres/setting-way";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { PendingRestart, Server } from "@/lib/snapshot/server";
import type { Way } from "../finding";

type Waiting = Pick<Server, "pendingRestart">;

const NUMBER = /^\d+$/;

/** Returns the parameter's value that waits for a restart; undefined where none does. */
export const pendingOf = ({ pendingRestart }: Waiting, name: string): PendingRestart | undefined =>
  pendingRestart.find((pending) => pending.name === name);

/** Returns whether a value that waits is the one that is needed, or a larger number. */
export function isEnough({ to }: PendingRestart, needed: string | number): boolean {
  if (to === null) return false;
  return NUMBER.test(to) && NUMBER.test(String(needed))
    ? Number(to) >= Number(needed)
    : to === String(needed);
}

/** Returns what is asked of a parameter: the least where a value waits that is that much, or else what is advised. */
export function enoughOf(server: Waiting, name: string, least: number, advised: number): number {
  const pending = pendingOf(server, name);
  return pending !== undefined && isEnough(pending, least) ? least : advised;
}

/** Returns "; logical is set and waits for a restart", or nothing where no value waits. */
export function pendingText(server: Waiting, name: string): string {
  const pending = pendingOf(server, name);
  return pending === undefined ? "" : `; ${pending.to ?? "another value"} is set and waits for a restart`;
}

/**
 * Returns how a parameter gets a value: only by a restart where a value that is enough waits for one already, and as the provider
 * has it otherwise.
 */
export function parameterWay(
  { server, connection }: Pick<ReachedSnapshot, "server" | "connection">,
  name: string,
  value: string | number,
): Way {
  const pending = pendingOf(server, name);
  if (pending !== undefined && isEnough(pending, value))
    return {
      says: `Restart the server: ${name} = ${pending.to ?? ""} is set already and waits for that. ${providers[connection.provider].restart}`,
    };
  return settingWay(connection.provider, name, value);
}
