import { spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { say } from "./log";
import type { LaunchOptions } from "./options";
import { LaunchProblem } from "./problem";

/** Message of the server to its launcher once it can answer. */
const readySchema = z.object({ type: z.literal("ready"), setup: z.boolean() });

export type WebServer = {
  /** Whether there is no first admin yet. */
  setup: boolean;
  /** Resolves with its exit code when it ends. */
  ended: Promise<number | null>;
};

export type Launched = { ready: Promise<WebServer>; stop(): Promise<void> };

/**
 * Starts Next on the built pages, or on the sources in dev mode. Its banner is swallowed; what it says after that it is
 * ready, and every error, goes to the terminal. `stop` asks it to end and insists after 15 s.
 */
export function startServer(root: string, options: LaunchOptions, env: Record<string, string>): Launched {
  const address = ["--hostname", options.host, "--port", String(options.port)];
  const child = spawn(
    process.execPath,
    [path.join(root, "scripts/next.mjs"), options.mode === "dev" ? "dev" : "start", ...address],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_ENV: options.mode === "dev" ? "development" : "production",
        NEXT_TELEMETRY_DISABLED: "1",
        // The server ends its event streams and its sandbox itself before it exits.
        NEXT_MANUAL_SIG_HANDLE: "true",
        ...env,
      },
      stdio: ["ignore", "pipe", "inherit", "ipc"],
    },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
    child.once("error", () => resolve(null));
  });
  let banner = true;
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => banner || say(line));
  const ready = new Promise<WebServer>((resolve, reject) => {
    child.on("message", (message) => {
      const said = readySchema.safeParse(message);
      if (!said.success) return;
      banner = false;
      resolve({ setup: said.data.setup, ended });
    });
    void ended.then((code) =>
      reject(new LaunchProblem(`The server ended before it was ready (code ${code}).`)),
    );
  });
  return {
    ready,
    async stop() {
      child.kill("SIGTERM");
      const stopped = await Promise.race([ended.then(() => true), sleep(15_000, false, { ref: false })]);
      if (!stopped) child.kill("SIGKILL");
      await ended;
    },
  };
}
