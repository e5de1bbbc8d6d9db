import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { reportedElsewhere } from "@/lib/log/unlogged";
import type { Target } from "@/lib/target/schema";
import { binariesOf } from "@/server/embedded/binaries";
import type { Cluster } from "@/server/embedded/cluster";
import { sandboxAddress } from "@/server/sandbox/address";
import { startSandboxCluster } from "@/server/sandbox/cluster";
import type { Surroundings } from "./login";
import type { Place } from "./options";
import { Interrupted } from "./prompt";
import { UsageError } from "./usage-error";

const UNAVAILABLE =
  "The sandbox needs the embedded Postgres, which is not installed here. It comes with npm start on Linux (glibc), macOS and Windows.";

/**
 * Starts a sandbox in a folder of its own, works with its address, and removes it, also on Ctrl-C. One that a Headroom serves is
 * not touched.
 * @throws UsageError where this machine has no embedded Postgres; Interrupted on Ctrl-C; Error when it does not start
 */
export async function onSandbox<Result>(
  target: Target,
  { onInterrupt, warn }: Surroundings,
  work: (place: Place & { sandbox: false }) => Promise<Result>,
): Promise<Result> {
  if (binariesOf(18) === null) throw new UsageError(UNAVAILABLE);
  warn("Starting the sandbox, a Postgres of its own …\n");
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-sandbox-"));
  const held: { cluster?: Cluster } = {};
  let leave: (error: Interrupted) => void = () => undefined;
  const interrupted = new Promise<never>((_, reject) => (leave = reject));
  const release = onInterrupt(() => leave(new Interrupted("Interrupted.")));
  const starting = startSandboxCluster(folder).then((started) => ({
    ...started,
    cluster: (held.cluster = started.cluster),
  }));
  try {
    const { settings } = await Promise.race([starting, interrupted]);
    const fields = { ...sandboxAddress(settings), host: "127.0.0.1" };
    const place = { sandbox: false as const, fields, urlFlaws: [], notices: [], target };
    return await Promise.race([work(place), interrupted]);
  } finally {
    release();
    // One that is still starting is awaited: it could not be stopped before.
    await starting.catch(reportedElsewhere);
    await held.cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
