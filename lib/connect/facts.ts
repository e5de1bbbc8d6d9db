import { budgetOf, type KnownPeak } from "@/lib/budget/budget";
import type { Budget } from "@/lib/budget/schema";
import type { Database } from "@/lib/databases/database";
import { isIpv6Only } from "@/lib/electric/address-family";
import { isLoopback } from "@/lib/postgres/connection-string";
import { directAddress, poolerSigns, providers } from "@/lib/postgres/provider";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";

/** Address of a database, as it was registered. */
export type RegisteredAddress = Pick<
  Database,
  "host" | "port" | "database" | "user" | "sslmode" | "caCertificate" | "provider"
>;

/** All that Electric's environment is computed from. No secret, so that a page may hold it. */
export type ConnectFacts = {
  address: RegisteredAddress;
  target: Target;
  /** The address that Electric is given; null where the registered one leads to a pooler and the direct one is not known. */
  direct: { host: string; port: number } | null;
  /** Signs of a pooler at the registered address: "port 6432 is PlanetScale's PgBouncer". */
  poolerSigns: readonly string[];
  /** Every address of the host is an IPv6 one. */
  ipv6Only: boolean;
  /** The server is this machine. */
  loopback: boolean;
  /** Whether the last session was encrypted; null where there was none. */
  encrypted: boolean | null;
  /** Null where no check run has seen the connections. */
  budget: Budget | null;
};

/** Returns what stands between us and Postgres, beyond doubt: a provider's own proxy shows the same signs. */
const provenPooler = ({ connection }: Snapshot): readonly string[] =>
  providers[connection.provider].proxied ? [] : connection.pooler.proven;

/**
 * Returns the facts of a database, its target, and its latest check run (null before the first). The budget is summed anew,
 * because the target may have changed since.
 */
export function connectFacts(
  database: RegisteredAddress & { target: Target },
  snapshot: Snapshot | null,
  known: KnownPeak = {},
): ConnectFacts {
  const { host, port, target } = database;
  const signs = database.provider === "other" ? [] : poolerSigns(host, port);
  const proven = snapshot === null ? [] : provenPooler(snapshot);
  const pooled = signs.length > 0 || proven.length > 0;
  return {
    address: {
      host,
      port,
      database: database.database,
      user: database.user,
      sslmode: database.sslmode,
      caCertificate: database.caCertificate,
      provider: database.provider,
    },
    target,
    direct: pooled ? (signs.length > 0 ? directAddress(host, port) : null) : { host, port },
    poolerSigns: [...signs, ...proven],
    ipv6Only: isIpv6Only(host, snapshot?.connection.addresses),
    loopback: isLoopback(host) || snapshot?.connection.loopback === true,
    encrypted: snapshot === null || !snapshot.reached ? null : snapshot.connection.encrypted,
    budget: snapshot === null ? null : budgetOf(snapshot, target, known),
  };
}
