import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { LaunchProblem } from "./problem";

/** Returns the code of what kept a server from listening there ("EADDRINUSE", "EACCES", …), null when it may. */
function refusal(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

/** Meanings of `localhost` for a browser: a stranger on either would answer in our place. */
const LOOPBACK = ["127.0.0.1", "::1"];
const NO_SUCH_ADDRESS = ["EADDRNOTAVAIL", "EAFNOSUPPORT"];

async function firstRefusal(host: string, port: number): Promise<string | null> {
  const own = await refusal(host, port);
  if (own !== null) return own;
  for (const address of LOOPBACK) {
    const code = await refusal(address, port);
    if (code !== null && !NO_SUCH_ADDRESS.includes(code)) return code;
  }
  return null;
}

/**
 * Returns when the port is free. A server whose launcher was killed needs a moment to notice: `patience` is for how
 * many milliseconds the port may stay busy.
 * @throws LaunchProblem that names the port and the way out
 */
export async function claimPort(host: string, port: number, patience: number): Promise<void> {
  for (const deadline = Date.now() + patience; ; await sleep(100)) {
    const code = await firstRefusal(host, port);
    if (code === null) return;
    if (code === "EADDRINUSE" && Date.now() < deadline) continue;
    const other = port < 65_535 ? port + 1 : 3000;
    if (code === "EADDRINUSE")
      throw new LaunchProblem(
        `Port ${port} is in use by another program. Stop it, or choose another port: PORT=${other} npm start`,
      );
    if (code === "EACCES")
      throw new LaunchProblem(
        `This user may not listen on port ${port}. Choose one from 1024 up: PORT=3000 npm start`,
      );
    throw new LaunchProblem(
      `Headroom cannot listen on ${host}, port ${port} (${code}). Check HOST and PORT.`,
    );
  }
}
