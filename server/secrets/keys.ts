import "server-only";
import { randomBytes, scryptSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { env } from "../env";
import { keyOf, type Key } from "./cipher";

const FILE = "secret";

/** The secret that was made once for this data folder, mode 0600; made now where there is none. */
function ownSecret(dataDir: string): string {
  const file = path.join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}

/** Returns the key that a secret stands for. The salt is fixed: the same secret has to make the same key on every replica. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return scryptSync(secret, `headroom ${purpose} v1`, 32);
}

/** The ring: the first key encrypts, all of them decrypt. */
export type Ring = readonly [Key, ...Key[]];

declare global {
  var headroomSecrets: { ring: Ring; sessions: string } | undefined;
}

function load(): { ring: Ring; sessions: string } {
  const { HEADROOM_SECRET, HEADROOM_DATA } = env();
  const secret = HEADROOM_SECRET ?? ownSecret(HEADROOM_DATA);
  return {
    ring: [keyOf(deriveKey(secret, "credentials"))],
    sessions: deriveKey(secret, "sessions").toString("base64url"),
  };
}

const secrets = () => (globalThis.headroomSecrets ??= load());

/** Returns the keys of the credentials: from HEADROOM_SECRET, or from the file in the data folder. */
export const ring = (): Ring => secrets().ring;

/** Returns the secret that signs session cookies; another one than the credentials' keys. */
export const sessionSecret = (): string => secrets().sessions;

/** Forgets the keys of this process: for tests. */
export function forgetKeys(): void {
  globalThis.headroomSecrets = undefined;
}
