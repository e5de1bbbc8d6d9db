import { quoteLiteral } from "./identifier";
import { providers, type ProviderId } from "./provider";

/** Parameters that only a restart changes (context postmaster in pg_settings, Postgres 14 to 18). */
export const NEEDS_RESTART: ReadonlySet<string> = new Set([
  "wal_level",
  "max_connections",
  "max_replication_slots",
  "max_wal_senders",
  "superuser_reserved_connections",
  "reserved_connections",
]);

/** Returns whether a server parameter changes with a restart only. */
export const needsRestart = (name: string): boolean => NEEDS_RESTART.has(name);

/** Returns how a server parameter gets a value at a provider: a sentence, and the SQL where SQL can. */
export function settingWay(
  provider: ProviderId,
  name: string,
  value: string | number,
): { says: string; sql?: string } {
  const { alterSystem, parameters, restart, walLevel } = providers[provider];
  const restarts = needsRestart(name);
  const how =
    name === "wal_level"
      ? walLevel.says
      : `Set ${name} to ${value === "" ? "an empty list" : value}. ${parameters}`;
  const after = restarts ? ` It takes a restart: ${lowered(restart)}` : " It needs no restart.";
  if (!alterSystem) return { says: how + after };
  const sql = `ALTER SYSTEM SET ${name} = ${quoteLiteral(String(value))};`;
  return { says: how + after, sql: restarts ? sql : `${sql}\nSELECT pg_reload_conf();` };
}

const lowered = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
