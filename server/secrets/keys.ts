import "server-only";
import { scryptSync } from "node:crypto";
import { env } from "../env";
import { keyOf, type Key } from "./cipher";
import { hasKeyFile, keyLines, retiredLines, type KeyLines } from "./key-file";

/** Returns the key that a secret stands for. The salt is fixed: the same secret has to make the same key on every replica. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return scryptSync(secret, `headroom ${purpose} v1`, 32);
}

/** The ring: the first key encrypts, all of them decrypt. */
export type Ring = readonly [Key, ...Key[]];

type Keys = { ring: Ring; sessions: string };

declare global {
  var headroomSecrets: Keys | undefined;
}

/** The secrets, the present one first: of the environment, else of the key file. HEADROOM_SECRET_PREVIOUS counts beside both. */
function allSecrets(): KeyLines {
  const { HEADROOM_SECRET, HEADROOM_SECRET_PREVIOUS, HEADROOM_DATA } = env();
  const [secret, ...earlier]: KeyLines =
    HEADROOM_SECRET === undefined ? keyLines(HEADROOM_DATA) : [HEADROOM_SECRET];
  const previous = HEADROOM_SECRET_PREVIOUS === undefined ? earlier : [...earlier, HEADROOM_SECRET_PREVIOUS];
  return [secret, ...previous.filter((one) => one !== secret)];
}

function keysOf([secret, ...earlier]: KeyLines): Keys {
  const credentialKey = (one: string): Key => keyOf(deriveKey(one, "credentials"));
  return {
    ring: [credentialKey(secret), ...earlier.map(credentialKey)],
    sessions: deriveKey(secret, "sessions").toString("base64url"),
  };
}

const secrets = () => (globalThis.headroomSecrets ??= keysOf(allSecrets()));

/** Uses these secrets in place of those of the environment: for tests. */
export function useSecrets(...lines: KeyLines): void {
  globalThis.headroomSecrets = keysOf(lines);
}

/** Returns whether there is a key already, so that none would be made. */
export function hasKey(): boolean {
  const { HEADROOM_SECRET, HEADROOM_DATA } = env();
  return HEADROOM_SECRET !== undefined || hasKeyFile(HEADROOM_DATA);
}

/** Returns the keys of the credentials: from HEADROOM_SECRET, or from the file in the data folder. */
export const ring = (): Ring => secrets().ring;

/** Returns the secret that signs session cookies; another one than the credentials' keys. */
export const sessionSecret = (): string => secrets().sessions;

/** Adds the retired secrets of the data folder to the keys of this process: a backup from before a change of the key needs them. */
export function useRetiredKeys(): void {
  globalThis.headroomSecrets = keysOf([...allSecrets(), ...retiredLines(env().HEADROOM_DATA)]);
}

/** Forgets the keys of this process: after a change of the key file, and for tests. */
export function forgetKeys(): void {
  globalThis.headroomSecrets = undefined;
}
