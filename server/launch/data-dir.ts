import { chmodSync, mkdirSync } from "node:fs";
import { disguise } from "../embedded/unprivileged";

/** Makes the data folder: no other user may enter it, except where Postgres must run as another user and pass through. */
export function makeDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, disguise().uid === undefined ? 0o700 : 0o711);
}
