import "server-only";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { reportedElsewhere } from "@/lib/log/unlogged";
import { makeDataDir } from "../launch/data-dir";
import { isLaunched, takeLock } from "../launch/lock";
import { readOptions, type LaunchOptions } from "../launch/options";
import { LaunchProblem } from "../launch/problem";
import { makeStack, type Stack } from "../launch/stack";
import { hasStore, openStore, runningStore } from "../launch/store";
import { BackupProblem } from "../backup/problem";
import { env } from "../env";
import { storeProblem } from "../http/error-response";
import { KeyProblem } from "../secrets/key-problem";
import { closeStore, withConnection } from "../store/db";
import { requireCurrentStore, StoreIsNewer, StoreIsOlder } from "../store/versions";
import { waitForStore } from "../store/wait";
import { CommandFailed } from "./command-failed";
import type { Surroundings } from "./login";
import { Interrupted } from "./prompt";

/** How a command uses the store: `beside` servers that run, `alone` in it, or to fill a `new` one. */
export type Use = "beside" | "alone" | "new";

/** The checkout or the image: above the bundle of the command line, in `.cache/run/…` or `tools/…`. */
function rootFolder(): string {
  const places = ["../../../", "../../"].map((up) => fileURLToPath(new URL(up, import.meta.url)));
  const root = [process.cwd(), ...places].find((place) =>
    existsSync(path.join(place, "server/store/migrations")),
  );
  if (root === undefined) throw new CommandFailed("The files of Headroom are not where this program is.");
  return root;
}

async function addressOf(
  { dataDir, databaseUrl, port }: LaunchOptions,
  use: Use,
  stack: Stack,
): Promise<string> {
  if (databaseUrl === null && use !== "new" && !hasStore(dataDir))
    throw new CommandFailed(
      `There is no store in ${dataDir}. Set DATABASE_URL to the address of Headroom's own store, or HEADROOM_DATA to its data folder.`,
    );
  if (use === "beside" && databaseUrl !== null) return databaseUrl;
  if (use === "beside" && isLaunched(dataDir)) {
    const running = runningStore(dataDir);
    if (running !== null) return running;
  }
  if (databaseUrl === null || use === "alone") stack.push(takeLock(dataDir, port).release);
  const store = await openStore(dataDir, databaseUrl);
  stack.push(store.stop);
  return store.url;
}

/** Errors whose message is for the terminal. */
const OURS = [LaunchProblem, BackupProblem, KeyProblem, StoreIsNewer, StoreIsOlder] as const;

/** Returns an error in words for the terminal, where it is one that a person can do something about. */
export function inWords(error: unknown): unknown {
  if (error instanceof Error && OURS.some((kind) => error instanceof kind))
    return new CommandFailed(error.message);
  const known = storeProblem(error);
  return known === null ? error : new CommandFailed(known.message);
}

async function reachStore(): Promise<void> {
  try {
    env();
    await waitForStore(0);
  } catch (error) {
    throw error instanceof Error ? new CommandFailed(error.message) : error;
  }
}

/**
 * Works with Headroom's own store: the one of DATABASE_URL, or the embedded one of the data folder, which is started for it where it does
 * not run. A file that a person named has to be resolved before: the working folder changes.
 * @throws CommandFailed where there is no store, or another program has it; Interrupted on Ctrl-C
 */
export async function onStore<Result>(
  use: Use,
  { onInterrupt }: Surroundings,
  work: () => Promise<Result>,
): Promise<Result> {
  const root = rootFolder();
  process.chdir(root);
  const stack = makeStack(reportedElsewhere);
  let leave: (error: Interrupted) => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => (leave = reject));
  const release = onInterrupt(() => leave(new Interrupted("Interrupted.")));
  let isOver = false;
  const all = async (): Promise<Result> => {
    const options = readOptions([], process.env, root);
    if (use === "new" && options.databaseUrl === null) makeDataDir(options.dataDir);
    process.env.DATABASE_URL = await addressOf(options, use, stack);
    process.env.HEADROOM_DATA = options.dataDir;
    // A statement that is under way when the work is interrupted ends with the process.
    stack.push(() => (isOver ? closeStore() : undefined));
    await reachStore();
    if (use !== "new") await withConnection(requireCurrentStore);
    const result = await work();
    isOver = true;
    return result;
  };
  try {
    return await Promise.race([all(), interrupted]);
  } catch (error) {
    isOver = !(error instanceof Interrupted);
    throw inWords(error);
  } finally {
    release();
    await stack.unwind();
  }
}
