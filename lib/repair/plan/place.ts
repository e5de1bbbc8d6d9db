import { z } from "zod";

/** Place of a plan: a later look tells by it whether it is at the same database still. */
export const placeSchema = z.object({
  /** As it was given. */
  host: z.string(),
  port: z.number().int(),
  database: z.string(),
  /** pg_database.oid, in digits. */
  oid: z.string(),
  /** pg_control_system().system_identifier, in digits; null where that function is closed to the role. */
  system: z.string().nullable(),
  versionNum: z.number().int(),
});

export type Place = z.infer<typeof placeSchema>;

/** A place that was not recorded differs from none. */
type Known = Place | undefined;

/**
 * Returns whether two places are on two servers, by the identifier that initdb gives a server and its replicas share; where
 * it was not to be read, by the database's oid.
 */
export function isOtherServer(then: Known, now: Known): boolean {
  if (then === undefined || now === undefined) return false;
  return then.system === null || now.system === null ? then.oid !== now.oid : then.system !== now.system;
}

/** Returns whether two places are two databases; one that was renamed, or made anew by its name, is still the same. */
export function isElsewhere(then: Known, now: Known): boolean {
  if (then === undefined || now === undefined) return false;
  return isOtherServer(then, now) || (then.oid !== now.oid && then.database !== now.database);
}

/** Returns whether two places have the same address, whatever answers there. */
export const isSameAddress = (then: Place, now: Place): boolean =>
  then.host === now.host && then.port === now.port && then.database === now.database;

const majorOf = ({ versionNum }: Place): number => Math.floor(versionNum / 10_000);

/**
 * Returns why a run at one place is not to be undone at another, and what to do; null where it may be. A server that was
 * upgraded is another by its identifier (PostgreSQL docs, pg_upgrade), so that of another major version nothing is said.
 */
export function notUndoneHere(
  then: Known,
  now: Known,
): { what: string; who: string; sql: null; rule: "headroom" } | null {
  if (then === undefined || now === undefined || majorOf(then) !== majorOf(now)) return null;
  if (!isElsewhere(then, now)) return null;
  const told = ({ system, oid, host, port, database }: Place) =>
    `${database} at ${host}:${port} (${system === null ? "" : `system identifier ${system}, `}database oid ${oid})`;
  return {
    what: `That run was on another ${isOtherServer(then, now) ? "server" : "database"}: on ${told(then)}, and this is ${told(now)}.`,
    who: "Undo it there. What stands here was not made by it.",
    sql: null,
    rule: "headroom",
  };
}
