import type { ConnectFacts } from "./facts";
import type { Variable } from "./variable";

const KEEP_ALIVE = [
  ["IDLE", "60s", "First probe after 60 s: a connection that a balancer dropped is noticed."],
  ["INTERVAL", "10s", "A probe every 10 s after the first."],
  ["COUNT", "3", "Dead after 3 probes, in place of hours by the system's default."],
] as const;

/** The variables by which Electric notices a dead connection: opt-in, on Linux, since 1.7.12. */
export const KEEP_ALIVE_VARIABLES: readonly Variable[] = KEEP_ALIVE.map(([part, value, why]) => ({
  name: `ELECTRIC_DATABASE_TCP_KEEPALIVE_${part}`,
  value,
  secret: false,
  why,
}));

/** Returns the keepalives where a provider's balancer or proxy stands between Electric and Postgres; none elsewhere. */
export const keepAlive = ({ address, loopback }: ConnectFacts): readonly Variable[] =>
  address.provider === "other" || loopback ? [] : KEEP_ALIVE_VARIABLES;
