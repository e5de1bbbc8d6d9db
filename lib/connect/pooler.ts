import type { ProviderId } from "@/lib/postgres/provider";
import { poolSplit } from "@/lib/electric/pool";
import type { ConnectFacts } from "./facts";

/** Stands for a pooler's host that is not known. */
export const POOLER_HOST_PLACEHOLDER = "REPLACE_WITH_POOLER_HOST";
/** PgBouncer's usual port. */
const PGBOUNCER_PORT = 6432;

type Place = { host: string; port: number };

/** Neon names its pooler by the endpoint: ep-cool-rain-123.eu.aws.neon.tech is pooled as ep-cool-rain-123-pooler.eu.… */
const neonPooler = ({ host }: Place): Place => ({ host: host.replace(/^([^.]+)/, "$1-pooler"), port: 5432 });

const onPort =
  (port: number) =>
  ({ host }: Place): Place => ({ host, port });

/**
 * The pooler beside a direct address, where the address alone tells it (the providers' own docs, as in lib/postgres/providers).
 * Supabase's has a host of another region's name, DigitalOcean's a database name of its own, and the others none.
 */
const POOLER_BESIDE: Partial<Record<ProviderId, (direct: Place) => Place>> = {
  planetscale: onPort(PGBOUNCER_PORT),
  azure: onPort(PGBOUNCER_PORT),
  crunchy: onPort(5431),
  neon: neonPooler,
};

/** Returns the pooler's address: the registered one where that is the pooler's, or the one beside it; null where it is not known. */
export function poolerOf({ address, direct, poolerSigns }: ConnectFacts): Place | null {
  if (poolerSigns.length > 0) return { host: address.host, port: address.port };
  const beside = POOLER_BESIDE[address.provider];
  return beside === undefined || direct === null ? null : beside(direct);
}

/** Placeholder for the address of a pooler that is not installed yet. */
export const unknownPooler: Place = { host: POOLER_HOST_PLACEHOLDER, port: PGBOUNCER_PORT };

/** Returns what a pooler saves of direct connections, one sentence: "Snapshots: 16 of 20 connections go through the pooler, 4 stay direct." */
export function savedByPooler(poolSize: number): string {
  const { admin, snapshot, total } = poolSplit(poolSize);
  return `${snapshot} of ${total} connections go through the pooler; ${admin} stay direct.`;
}
