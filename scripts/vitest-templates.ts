import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stopShared } from "../server/watched/faults/shared";

/** Makes the folder in which the integration tests share clusters and what initdb made; returns what removes it. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-templates-"));
  chmodSync(folder, 0o711);
  process.env.HEADROOM_TEST_TEMPLATES = folder;
  const remove = async () => {
    await stopShared(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  // How `npm test` stops a step. Vitest by itself ends without a tear-down then.
  process.once("SIGTERM", () => void remove().finally(() => process.kill(process.pid, "SIGTERM")));
  return remove;
}
