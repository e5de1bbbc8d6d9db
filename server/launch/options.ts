import path from "node:path";
import { LaunchProblem } from "./problem";

export type LaunchOptions = {
  mode: "start" | "dev" | "build";
  port: number;
  /** The address that the server listens on. */
  host: string;
  /** The address that browsers use, without a slash at its end. */
  url: string;
  /** Absolute; holds the store, its password, the key and the sandbox. */
  dataDir: string;
  /** The store to use instead of the embedded one. */
  databaseUrl: string | null;
};

type Env = Record<string, string | undefined>;

/**
 * Returns what `npm start` is to do, from its arguments and the environment.
 * @throws LaunchProblem for a PORT that is none
 */
export function readOptions(argv: string[], env: Env, root: string): LaunchOptions {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new LaunchProblem(`PORT is "${env.PORT}", but a port is a whole number from 1 to 65535.`);
  return {
    mode: argv.includes("--dev") ? "dev" : argv.includes("--build") ? "build" : "start",
    port,
    host: env.HOST || "127.0.0.1",
    url: (env.HEADROOM_URL || `http://localhost:${port}`).replace(/\/+$/, ""),
    dataDir: path.resolve(root, env.HEADROOM_DATA || ".data"),
    databaseUrl: env.DATABASE_URL || null,
  };
}
