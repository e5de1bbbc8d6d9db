import { randomBytes } from "node:crypto";
import path from "node:path";
import { fallback } from "@/lib/log/unlogged";
import { stopOrphan } from "../embedded/orphan";
import { build, isBuilt } from "./build";
import { makeDataDir } from "./data-dir";
import { takeLock } from "./lock";
import { show } from "./log";
import type { LaunchOptions } from "./options";
import { claimPort } from "./port";
import { startProgress } from "./progress";
import { startServer } from "./server";
import type { Stack } from "./stack";
import { openStore } from "./store";

/** How long the server of a launcher that was killed may take to notice and free its port, in ms. */
const PATIENCE = 20_000;

async function buildIfNeeded(
  root: string,
  signal: AbortSignal,
  output?: (text: string) => void,
): Promise<void> {
  if (isBuilt(root)) return;
  if (output !== undefined) return build(root, signal, output);
  let last = "";
  const done = startProgress(() => `Building the pages${last === "" ? "" : ` (${last})`}`);
  try {
    await build(root, signal, undefined, (line) => (last = line));
    done("Built the pages");
  } catch (error) {
    done("The build ended");
    throw error;
  }
}

/** Builds the pages where they are missing or older than their sources, and shows how far the build is. */
export async function buildOnly(root: string, signal: AbortSignal): Promise<void> {
  await buildIfNeeded(root, signal, show);
}

/**
 * Starts everything that `npm start` is: claims the data folder and the port, builds and opens the store side by side,
 * starts the server. Whatever it starts it puts on the stack first. Returns the one address to open, and a promise
 * that resolves with the reason when the server or the store ends by itself.
 * @throws LaunchProblem in words for the terminal
 */
export async function launch(root: string, options: LaunchOptions, stack: Stack, signal: AbortSignal) {
  makeDataDir(options.dataDir);
  const lock = takeLock(options.dataDir, options.port);
  stack.push(lock.release);
  await claimPort(options.host, options.port, lock.recovered ? PATIENCE : 0);

  const stopSandbox = async () => void (await stopOrphan(path.join(options.dataDir, "sandbox", "data")));
  await stopSandbox();
  stack.push(stopSandbox);
  const opening = openStore(options.dataDir, options.databaseUrl);
  stack.push(async () => (await opening.catch(fallback(null, "`launch` itself throws it")))?.stop());
  const building = options.mode === "dev" ? Promise.resolve() : buildIfNeeded(root, signal);
  const [store] = await Promise.all([opening, building]);
  signal.throwIfAborted();

  const token = randomBytes(32).toString("base64url");
  const server = startServer(root, options, {
    DATABASE_URL: store.url,
    PORT: String(options.port),
    HEADROOM_URL: options.url,
    HEADROOM_DATA: options.dataDir,
    HEADROOM_SETUP_TOKEN: token,
  });
  stack.push(server.stop);
  const { setup, ended } = await server.ready;
  const address = options.url;
  return {
    address: setup ? `${address}/setup/start?token=${token}` : address,
    ended: Promise.race([
      ended.then((code) => `The server ended by itself (code ${code}).`),
      store.ended.then(() => `The store ended and does not start again; its log is in ${options.dataDir}.`),
    ]),
  };
}
