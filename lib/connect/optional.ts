import { databaseUrl, sslmodeFor, SYSTEM_CERTIFICATES } from "./database-url";
import type { ConnectFacts } from "./facts";
import { KEEP_ALIVE_VARIABLES } from "./keep-alive";
import { poolerOf, savedByPooler } from "./pooler";
import { PASSWORD_PLACEHOLDER } from "./secrets";
import type { Variable } from "./variable";

/** Storage on a network file system, where SQLite needs one connection alone (Electric docs, guides/troubleshooting). */
export const EXCLUSIVE_MODE: Variable = {
  name: "ELECTRIC_SHAPE_DB_EXCLUSIVE_MODE",
  value: "true",
  secret: false,
  why: "Needed where the storage is a network file system, such as EFS.",
};

/** Above the 60 s that an AWS balancer waits by default; Electric's own default is 60 s as well (its change log, 1.7.8). */
export const READ_TIMEOUT: Variable = {
  name: "ELECTRIC_TCP_READ_TIMEOUT",
  value: "75s",
  secret: false,
  why: "Has to exceed the idle timeout of a balancer, or clients see 502.",
};

/** Port of Electric's metrics. */
export const METRICS_PORT = 9090;

function pooled(facts: ConnectFacts, poolSize: number): Variable[] {
  const pooler = poolerOf(facts);
  if (pooler === null) return [];
  const { address, target, encrypted } = facts;
  const sslmode = sslmodeFor(address, encrypted);
  return [
    {
      name: "ELECTRIC_POOLED_DATABASE_URL",
      value: databaseUrl({
        address,
        at: pooler,
        role: target.role,
        password: PASSWORD_PLACEHOLDER,
        sslmode,
      }),
      secret: true,
      why: savedByPooler(poolSize),
    },
  ];
}

/** Returns the variables that this database does not need and may have, without those that it has already. */
export function optionalVariables(
  facts: ConnectFacts,
  poolSize: number,
  set: ReadonlySet<string>,
): Variable[] {
  const plain = (name: string, value: string, why: string): Variable => ({ name, value, secret: false, why });
  const all: Variable[] = [
    ...pooled(facts, poolSize),
    plain(
      "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE",
      SYSTEM_CERTIFICATES,
      "Verifies the server's certificate and name; sslmode=require alone does not.",
    ),
    ...KEEP_ALIVE_VARIABLES,
    READ_TIMEOUT,
    plain(
      "ELECTRIC_PROMETHEUS_PORT",
      String(METRICS_PORT),
      "Serves metrics, which have to be scraped: unread ones fill the memory.",
    ),
    EXCLUSIVE_MODE,
    plain("ELECTRIC_MAX_SHAPES", "1000", "Drops the shapes that were used longest ago beyond it."),
    plain("ELECTRIC_LOG_LEVEL", "info", "error, warning, info or debug."),
  ];
  return all.filter(({ name }) => !set.has(name));
}
