import { rmSync } from "node:fs";
import { makeRunFolder } from "../../scripts/memory-folder.mjs";

/** Makes the temporary folder of the servers and browsers of a run; returns what removes it. */
export default function setup(): () => void {
  const folder = makeRunFolder();
  return () => rmSync(folder, { recursive: true, force: true });
}
