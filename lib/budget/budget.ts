import { deployPeak, directConnections } from "@/lib/electric/pool";
import type { BackendGroup } from "@/lib/snapshot/activity";
import { isUnseen } from "@/lib/snapshot/seen";
import type { Target } from "@/lib/target/schema";
import type { Connections } from "./connections";
import { sessionsIn, type Sessions } from "./electric-sessions";
import { withHeadroom } from "./headroom";
import type { Budget } from "./schema";
import { usableConnections } from "./usable";

/** Facts beside what is seen now. */
export type KnownPeak = { othersPeak?: number | undefined };

const add = (groups: readonly { count: number }[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);

/** Returns the words for a nameless session of Electric's role that is none of Electric's own pools. */
const nameless = ({ role, pooled }: Target): string =>
  pooled ? `${role}, through the pooler` : `${role}, other sessions`;

function labelled(groups: readonly BackendGroup[], target: Target): Budget["others"] {
  const counts = new Map<string, number>();
  for (const { applicationName, role, count } of groups) {
    const label = applicationName !== "" ? applicationName : role === target.role ? nameless(target) : role;
    counts.set(label, (counts.get(label) ?? 0) + count);
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
}

/** A superuser is bound by no CONNECTION LIMIT (PostgreSQL docs, CREATE ROLE and CREATE DATABASE). */
function limitsOf({ role, database }: Connections): Budget["limits"] {
  if (role?.superuser) return { role: null, database: null };
  return { role: role?.connectionLimit ?? null, database: database.connectionLimit };
}

/** Returns the sums over sessions that were told apart, for a target that may be another one than they were told apart by. */
export function sumsOf(
  { electric, own, others }: Sessions,
  seen: Connections,
  target: Target,
  known: KnownPeak = {},
): Budget {
  const { server, role, database } = seen;
  const usable = usableConnections(server, role);
  const pool = directConnections(target);
  const electricClaimed = Math.max(0, pool - electric);
  const othersTotal = add(others);
  const wanted = electric + electricClaimed + othersTotal;
  const ofRole = others.filter((group) => group.role === target.role);
  const inDatabase = ofRole.filter((group) => group.database === database.name);
  const shared = target.pooled ? inDatabase.filter((group) => group.applicationName !== "") : inDatabase;
  return withHeadroom({
    maxConnections: server.maxConnections,
    reserved: server.maxConnections - usable,
    usable,
    poolSize: target.poolSize,
    pool,
    electricOpen: electric,
    electricClaimed,
    others: labelled(others, target),
    othersTotal,
    othersPeak: Math.max(othersTotal, known.othersPeak ?? 0),
    own,
    free: Math.max(0, usable - wanted - own),
    short: electricClaimed === 0 ? 0 : Math.max(0, wanted - usable),
    deployPeak: deployPeak(target),
    limits: limitsOf(seen),
    counted: {
      role: add(ofRole),
      database: add(others.filter((group) => group.database === database.name)),
    },
    sharedRole: add(shared),
  });
}

/**
 * Returns the sums over the server's connections, or null where sessions may not be seen. Walsenders never count: they have
 * places of their own (max_wal_senders). `othersPeak` is the most that the others are known to have held of late; what
 * they hold now counts where it is more.
 */
export function budgetOf(
  seen: Connections | { reached: false },
  target: Target,
  known: KnownPeak = {},
): Budget | null {
  if (!("activity" in seen) || isUnseen(seen.activity)) return null;
  return sumsOf(sessionsIn(seen.activity, seen, target), seen, target, known);
}
