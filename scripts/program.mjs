import { spawn } from "node:child_process";

/** The time a program may print nothing until it is taken for hung, in ms. */
export const SILENCE = 10 * 60_000;

/** The time a program that was asked to end may take, in ms. */
const GRACE = 15_000;

/** The time from a program's end to that of its output, which a child that it left behind may keep open, in ms. */
const LINGER = 5_000;

/** Returns a length of time in words. */
const inWords = (ms) => (ms >= 60_000 ? `${ms / 60_000} minutes` : `${ms / 1000} s`);

/** Signals a program and its children; a program that is gone needs no signal. */
function send(child, signal) {
  if (child.pid === undefined) return;
  try {
    // Its own process group, so that its children hear it too. Windows has none.
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/**
 * Starts a program whose output goes to `onOutput` as it comes. It has no deadline: it is stopped only after it has
 * printed nothing for `silence` ms, or by `stop(reason)`. Returns `stop` and `ended`, which resolves with how it ended:
 * `{ code, signal, error, stopped }`, where `stopped` is the reason for which it was stopped, null where it was not.
 */
export function startProgram({ command, env = {}, silence = SILENCE, grace = GRACE, onOutput }) {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  let stopped = null;
  let killing;
  const stop = (reason) => {
    if (stopped !== null) return send(child, "SIGKILL");
    stopped = reason;
    // First politely: a test program has servers of its own to stop.
    send(child, "SIGTERM");
    killing = setTimeout(() => send(child, "SIGKILL"), grace);
  };
  const hung = () => stop(`It printed nothing for ${inWords(silence)} and was stopped.`);
  let guard = setTimeout(hung, silence);
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      clearTimeout(guard);
      if (stopped === null) guard = setTimeout(hung, silence);
      onOutput(text);
    });
  const ended = new Promise((resolve) => {
    const end = (code, signal, error = null) => {
      clearTimeout(guard);
      clearTimeout(killing);
      resolve({ code, signal, error, stopped });
    };
    child.once("error", (error) => end(null, null, error.message));
    child.once("close", (code, signal) => end(code, signal));
    child.once("exit", (code, signal) => setTimeout(() => end(code, signal), LINGER).unref());
  });
  return { stop, ended };
}
