import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "../../server/embedded/cluster";

/** The checkout: Playwright and the bench run there. */
const root = process.cwd();

/** Headroom as `npm start` runs it, on a port and a data folder of its own. */
export type Headroom = {
  port: number;
  dataDir: string;
  /** The one address that it printed. */
  address: string;
  /** Everything that it has said. */
  output(): string;
  process: ChildProcess;
  /** Asks it to end, as Ctrl-C does; returns its exit code. */
  stop(): Promise<number | null>;
};

/** Returns a folder for a Headroom's data, and what removes it. */
export function makeDataFolder(): { dataDir: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-e2e-"));
  return {
    dataDir: path.join(folder, ".data"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Starts Headroom, with some variables of its environment set, and returns when it has printed its address.
 * @throws Error with what it said, when it ends before that
 */
export async function startHeadroom(
  dataDir: string,
  port?: number,
  env: Record<string, string> = {},
): Promise<Headroom> {
  const chosen = port ?? (await freePort());
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs")], {
    cwd: root,
    env: {
      ...process.env,
      PORT: String(chosen),
      HEADROOM_DATA: dataDir,
      DATABASE_URL: "",
      HEADROOM_URL: "",
      npm_lifecycle_event: undefined,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: unknown) => {
      said += String(chunk);
      const [, found] = /^Headroom is ready: (\S+)$/m.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    void ended.then((code) => reject(new Error(`Headroom ended with ${code} before it was ready:\n${said}`)));
  });
  return {
    port: chosen,
    dataDir,
    address,
    output: () => said,
    process: child,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
      return ended;
    },
  };
}
