import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/server/embedded/cluster";

/** The time until a replica that did not start is taken for broken, ms. */
const PATIENCE = 120_000;

/** Returns the address from which a replica dials the watched servers. */
export const addressOf = (replica: number): string => `127.0.0.${10 + replica}`;

/** One replica of Headroom: the built server in a process of its own, which can be killed, paused and started again. */
export class Replica {
  state: "down" | "starting" | "up" | "paused" | "ending" = "down";
  port = 0;
  readonly log: string;
  #child: ChildProcess | null = null;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(
    readonly number: number,
    private readonly folder: string,
    private readonly env: Record<string, string>,
  ) {
    this.log = path.join(folder, `replica-${number}.log`);
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts it, on the same port each time; resolves when it answers. @throws Error where it ends before that */
  async start(): Promise<void> {
    this.state = "starting";
    this.port ||= await freePort();
    const data = path.join(this.folder, `data-${this.number}`);
    mkdirSync(data, { recursive: true });
    const log = openSync(this.log, "a");
    const said = statSync(this.log).size;
    const address = ["--hostname", "127.0.0.1", "--port", String(this.port)];
    const preload = path.resolve("scripts/soak/source-address.mjs");
    const child = spawn(process.execPath, ["scripts/next.mjs", "start", ...address], {
      env: {
        ...process.env,
        ...this.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        NEXT_MANUAL_SIG_HANDLE: "true",
        NODE_OPTIONS: `--import=${preload}`,
        SOAK_ADDRESS: addressOf(this.number),
        PORT: String(this.port),
        HEADROOM_DATA: data,
      },
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    let gone = false;
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once("exit", () => resolve((gone = true))));
    const isReady = () => readFileSync(this.log, "utf8").slice(said).includes("Headroom is ready");
    for (const deadline = Date.now() + PATIENCE; !isReady(); await sleep(50))
      if (gone || Date.now() > deadline)
        throw new Error(`Replica ${this.number} did not start; its log is ${this.log}`);
    this.state = "up";
  }

  /** Ends it as the kernel does: without a word. */
  async kill(): Promise<void> {
    this.state = "down";
    this.#child?.kill("SIGKILL");
    await this.#ended;
  }

  pause(): void {
    this.state = "paused";
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
    this.state = "up";
  }

  /** Asks it to end, as an orchestrator does, and insists after 20 s. */
  async stop(): Promise<void> {
    this.state = "ending";
    this.#child?.kill("SIGCONT");
    this.#child?.kill("SIGTERM");
    const timer = setTimeout(() => this.#child?.kill("SIGKILL"), 20_000);
    await this.#ended;
    clearTimeout(timer);
    this.state = "down";
  }
}
