import "server-only";
import { streamIdProblem } from "@/lib/electric/names";
import { electricUrlFlaws } from "@/lib/electric/url";
import { isFatalUrlFlaw } from "@/lib/electric/url-flaw";
import { readConnectionString } from "@/lib/postgres/connection-string";
import type { StandInNames } from "./sql";

/** Address and role of the stand-in's sign-in. */
export type StandInLogin = {
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  tls: boolean;
};

/** Settings that the stand-in reads of Electric's environment. */
export type Configuration = { login: StandInLogin; poolSize: number; names: StandInNames };

/** Electric's own defaults (Electric 1.7.12, config.ex 45, application.ex 98). */
const DEFAULT_POOL_SIZE = "20";
const DEFAULT_STREAM_ID = "default";

/** Raised for an environment with which Electric does not start. */
export class RefusedEnvironment extends Error {
  override name = "RefusedEnvironment";
}

/**
 * Returns what Electric's process reads of its environment at its start (Electric 1.7.12, runtime.exs 49-258).
 * @throws RefusedEnvironment where Electric would not start
 */
export function configurationOf(environment: Readonly<Record<string, string>>): Configuration {
  const { DATABASE_URL: url, ELECTRIC_SECRET: secret } = environment;
  if (url === undefined) throw new RefusedEnvironment("DATABASE_URL is missing.");
  // Both or neither of ELECTRIC_SECRET and ELECTRIC_INSECURE end its start (config.ex 657-664).
  if (secret === undefined || secret === "") throw new RefusedEnvironment("ELECTRIC_SECRET is missing.");
  const flaw = electricUrlFlaws(url).find(({ id }) => isFatalUrlFlaw(id));
  if (flaw !== undefined) throw new RefusedEnvironment(flaw.detail);
  const streamId = environment.ELECTRIC_REPLICATION_STREAM_ID ?? DEFAULT_STREAM_ID;
  const problem = streamIdProblem(streamId);
  if (problem !== null) throw new RefusedEnvironment(problem);
  const poolSize = Number(environment.ELECTRIC_DB_POOL_SIZE ?? DEFAULT_POOL_SIZE);
  if (!Number.isInteger(poolSize)) throw new RefusedEnvironment("ELECTRIC_DB_POOL_SIZE is no whole number.");
  const { sslmode, ...fields } = readConnectionString(url).fields;
  return {
    login: { ...fields, tls: sslmode !== "disable" },
    poolSize,
    names: { role: fields.user, streamId },
  };
}
