import { rmSync } from "node:fs";
import { stopShared } from "../server/watched/faults/shared";
import { makeRunFolder } from "./memory-folder.mjs";

/** Makes the folder in which the integration tests share clusters and what initdb made; returns what removes it. */
export default function setup(): () => Promise<void> {
  const folder = makeRunFolder();
  process.env.HEADROOM_TEST_TEMPLATES = folder;
  const remove = async () => {
    await stopShared(folder);
    rmSync(folder, { recursive: true, force: true });
  };
  // How `npm test` stops a step. Vitest by itself ends without a tear-down then.
  process.once("SIGTERM", () => void remove().finally(() => process.kill(process.pid, "SIGTERM")));
  return remove;
}
