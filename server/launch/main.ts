import { fallback } from "@/lib/log/unlogged";
import { processOf } from "../embedded/process";
import { buildOnly, launch } from "./launch";
import { complain, say } from "./log";
import { readOptions } from "./options";
import { LaunchProblem } from "./problem";
import { makeStack } from "./stack";

const root = process.cwd();
const stack = makeStack(complain);
const stopping = new AbortController();

/** Stops what was started and ends with the code; the first reason to stop decides it. */
async function stop(code: number): Promise<never> {
  stopping.abort();
  await stack.unwind();
  process.exit(code);
}

async function fail(error: unknown): Promise<never> {
  if (!stopping.signal.aborted) complain(error);
  return stop(1);
}

let asked = false;
function stopOnRequest(): void {
  if (asked) return;
  asked = true;
  if (!stopping.signal.aborted) say("\nStopping …");
  void stop(0);
}

/**
 * npm (which runs us through a shell) does not take us with it when it is killed, and then we could not be stopped with
 * Ctrl-C any more: we stop ourselves.
 */
function followNpm(): void {
  const ancestors = () => `${process.ppid} ${processOf(process.ppid)?.parent}`;
  const before = ancestors();
  if (process.env.npm_lifecycle_event === undefined) return;
  setInterval(() => ancestors() !== before && stopOnRequest(), 2000).unref();
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env, root);
  if (options.mode === "build") return buildOnly(root, stopping.signal);
  const { address, ended } = await launch(root, options, stack, stopping.signal);
  say(`Headroom is ready: ${address}`);
  const reason = await ended;
  if (!asked) await fail(new LaunchProblem(reason));
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopOnRequest);
process.on("uncaughtException", (error) => void fail(error));
const gone = fallback(undefined, "a terminal that is gone must not keep the store from being stopped");
for (const stream of [process.stdout, process.stderr]) stream.on("error", gone);
followNpm();
main().catch(fail);
