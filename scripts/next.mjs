import childProcess from "node:child_process";
import { createRequire } from "node:module";

/*
 * Next's own command line, tied to the launcher.
 *
 * When the launcher goes without a word (it was killed), the channel to it closes and this process ends itself as if
 * it had been asked to. `next dev` runs the server in a child of its own: what that says to its launcher is passed on.
 */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

const { fork } = childProcess;
childProcess.fork = (...args) => {
  const child = fork(...args);
  child.on("message", (message) => {
    if (message?.type === "ready") process.send?.(message);
  });
  return child;
};

// Required, not imported: the file has no extension, which Node 20.9 does not import.
createRequire(import.meta.url)("next/dist/bin/next");
