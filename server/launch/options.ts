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

/** Listening there means listening on each address of the machine. */
const EVERY = ["0.0.0.0", "::"];

/** Returns the host of the address to open, for the one that the server listens on. */
function hostToOpen(host: string): string {
  if (EVERY.includes(host) || /^(127\.|::1$|localhost$)/.test(host)) return "localhost";
  return host.includes(":") ? `[${host}]` : host;
}

type Env = Record<string, string | undefined>;

/**
 * Returns what `npm start` is to do, from its arguments and the environment.
 * @throws LaunchProblem for a PORT that is none
 */
export function readOptions(argv: string[], env: Env, root: string): LaunchOptions {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new LaunchProblem(`PORT is "${env.PORT}", but a port is a whole number from 1 to 65535.`);
  const host = env.HOST || "127.0.0.1";
  return {
    mode: argv.includes("--dev") ? "dev" : argv.includes("--build") ? "build" : "start",
    port,
    host,
    url: (env.HEADROOM_URL || `http://${hostToOpen(host)}:${port}`).replace(/\/+$/, ""),
    dataDir: path.resolve(root, env.HEADROOM_DATA || ".data"),
    databaseUrl: env.DATABASE_URL || null,
  };
}
