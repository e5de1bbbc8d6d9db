import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** Makes the folder in which the integration tests share what initdb made, and returns what removes it. */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "headroom-templates-"));
  chmodSync(folder, 0o711);
  process.env.HEADROOM_TEST_TEMPLATES = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
