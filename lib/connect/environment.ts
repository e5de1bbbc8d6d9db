import { NEWEST_ELECTRIC } from "@/lib/electric/versions";
import { CERTIFICATE_PATH, databaseUrl, sslmodeFor, SYSTEM_CERTIFICATES, verifies } from "./database-url";
import type { ConnectFacts } from "./facts";
import { notesOf } from "./notes";
import { optionalVariables } from "./optional";
import { poolFor, type PoolChosen } from "./pool";
import { poolerOf, savedByPooler, unknownPooler } from "./pooler";
import { keepAlive } from "./keep-alive";
import { namedBy, refusalsOf, type Refusal } from "./refusals";
import { noSecrets, PASSWORD_PLACEHOLDER, SECRET_PLACEHOLDER, type Secrets } from "./secrets";
import type { Variable } from "./variable";

/** Place of shapes and the timeline in a container; on a volume. */
export const STORAGE_DIR = "/var/lib/electric";

/** Everything that one Electric is started with, for every form of starting it. */
export type Environment = {
  /** The image with its version: a deploy never moves to another one by itself. */
  image: string;
  version: string;
  /** In the order in which they are read. */
  variables: readonly Variable[];
  /** Variables that are left at their defaults, with what they would be for. */
  optional: readonly Variable[];
  refusals: readonly Refusal[];
  /** Notes for the reader before it runs, one sentence or two each. */
  notes: readonly string[];
  pool: PoolChosen;
  /** The certificate that stands at CERTIFICATE_PATH, PEM; null where there is none. */
  certificate: string | null;
  /** Instances on one slot, one of which runs while the others wait. */
  replicas: number;
  /** The database is on this machine: a container reaches it by the host's network alone. */
  hostNetwork: boolean;
};

function certificateVariable({ address }: ConnectFacts): Variable[] {
  if (!verifies(address)) return [];
  return [
    {
      name: "ELECTRIC_DATABASE_CA_CERTIFICATE_FILE",
      value: address.caCertificate === "" ? SYSTEM_CERTIFICATES : CERTIFICATE_PATH,
      secret: false,
      why: `Verifies the server; Electric refuses sslmode=${address.sslmode} and takes this instead.`,
    },
  ];
}

function pooledVariable(facts: ConnectFacts, password: string, poolSize: number): Variable[] {
  const { address, target, encrypted } = facts;
  if (!target.pooled) return [];
  return [
    {
      name: "ELECTRIC_POOLED_DATABASE_URL",
      value: databaseUrl({
        address,
        at: poolerOf(facts) ?? unknownPooler,
        role: target.role,
        password,
        sslmode: sslmodeFor(address, encrypted),
      }),
      secret: true,
      why: savedByPooler(poolSize),
    },
  ];
}

const when = (applies: boolean, variable: Variable): Variable[] => (applies ? [variable] : []);

/**
 * Returns the environment of an Electric on a database. Every form of starting it (forms/) and the sandbox's stand-in are made
 * from this, so that what is printed is what is started. `secrets` stay with the caller.
 */
export function environmentOf(facts: ConnectFacts, secrets: Secrets = noSecrets): Environment {
  const { address, target, direct, encrypted, ipv6Only } = facts;
  const password = secrets.password ?? PASSWORD_PLACEHOLDER;
  const pool = poolFor(facts);
  const url = databaseUrl({
    address,
    at: direct,
    role: target.role,
    password,
    sslmode: sslmodeFor(address, encrypted),
  });
  const pooled = pooledVariable(facts, password, pool.size);
  const variables: Variable[] = [
    {
      name: "DATABASE_URL",
      value: url,
      secret: true,
      why: "Direct, because replication and the lock need a session; everything percent-encoded.",
    },
    {
      name: "ELECTRIC_SECRET",
      value: secrets.secret ?? SECRET_PLACEHOLDER,
      secret: true,
      why: "Electric does not start without it; each shape request has to carry it.",
    },
    { name: "ELECTRIC_DB_POOL_SIZE", value: String(pool.size), secret: false, why: pool.why },
    ...when(target.strategy === "manual", {
      name: "ELECTRIC_MANUAL_TABLE_PUBLISHING",
      value: "true",
      secret: false,
      why: "Another role publishes the tables; Electric alters none.",
    }),
    {
      name: "ELECTRIC_REPLICATION_STREAM_ID",
      value: target.streamId,
      secret: false,
      why: namedBy(target.streamId),
    },
    ...pooled,
    ...when(target.ipv6 || ipv6Only, {
      name: "ELECTRIC_DATABASE_USE_IPV6",
      value: "true",
      secret: false,
      why: ipv6Only
        ? "The host has IPv6 addresses only; Electric asks for IPv4 otherwise."
        : "The target says so; Electric asks for IPv6 first.",
    }),
    ...certificateVariable(facts),
    {
      name: "ELECTRIC_STORAGE_DIR",
      value: STORAGE_DIR,
      secret: false,
      why: "On a volume: shapes and the timeline survive a restart.",
    },
    ...keepAlive(facts),
  ];
  return {
    image: `electricsql/electric:${NEWEST_ELECTRIC}`,
    version: NEWEST_ELECTRIC,
    variables,
    optional: optionalVariables(facts, pool.size, new Set(variables.map(({ name }) => name))),
    refusals: refusalsOf(
      facts,
      variables.filter(({ name }) => name.endsWith("DATABASE_URL")).map(({ name, value }) => [name, value]),
    ),
    notes: notesOf(facts),
    pool,
    certificate: verifies(address) && address.caCertificate !== "" ? address.caCertificate : null,
    replicas: target.deploy === "same-slot" ? target.instances : 1,
    hostNetwork: facts.loopback,
  };
}

/** Returns an environment as Electric's process has it: values by their names. */
export const processEnvironment = ({ variables }: Pick<Environment, "variables">): Record<string, string> =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]));
