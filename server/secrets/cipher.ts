import "server-only";
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** A key of 32 bytes with the id that stands beside everything it encrypts. */
export type Key = { id: string; bytes: Buffer };

/** An encrypted text as it is stored; the last 16 bytes of the ciphertext are GCM's tag. */
export type Sealed = { keyId: string; nonce: Buffer; ciphertext: Buffer };

/** Place of a secret: part of what is authenticated, so that a ciphertext cannot be moved to another place. */
export type Place = { row: string; field: string };

/** Raised when a secret cannot be opened: another key, another place, or bytes that were changed. */
export class CannotOpen extends Error {
  constructor() {
    super("A stored secret cannot be decrypted with the key in use.");
  }
}

const TAG_BYTES = 16;
const additionalData = ({ row, field }: Place): Buffer => Buffer.from(JSON.stringify([row, field]));

/** Returns the id of a key: the beginning of a hash, which tells nothing of the key. */
export function keyOf(bytes: Buffer): Key {
  return {
    id: createHash("sha256").update("headroom key id").update(bytes).digest("hex").slice(0, 16),
    bytes,
  };
}

/** Encrypts a text for one place: AES-256-GCM under a fresh random nonce of 12 bytes. */
export function seal(key: Key, place: Place, text: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(additionalData(place));
  const ciphertext = Buffer.concat([cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return { keyId: key.id, nonce, ciphertext };
}

/** Decrypts what was sealed for this place. @throws CannotOpen */
export function open(keys: readonly Key[], place: Place, { keyId, nonce, ciphertext }: Sealed): string {
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined || nonce.length !== 12 || ciphertext.length < TAG_BYTES) throw new CannotOpen();
  const decipher = createDecipheriv("aes-256-gcm", key.bytes, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(additionalData(place));
  decipher.setAuthTag(ciphertext.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(ciphertext.subarray(0, -TAG_BYTES)), decipher.final()]).toString(
      "utf8",
    );
  } catch {
    throw new CannotOpen();
  }
}
