import "server-only";
import { z } from "zod";
import { open, seal, type Key, type Place } from "./cipher";
import { ring } from "./keys";

/** A sealed text inside a JSON document of the store: key id, nonce and ciphertext in base64. */
export const sealedTextSchema = z.object({ keyId: z.string(), nonce: z.base64(), ciphertext: z.base64() });

export type SealedText = z.infer<typeof sealedTextSchema>;

/** Returns a text encrypted for one place under a key, to be stored inside a JSON document. */
export function sealTextUnder(key: Key, place: Place, text: string): SealedText {
  const { keyId, nonce, ciphertext } = seal(key, place, text);
  return { keyId, nonce: nonce.toString("base64"), ciphertext: ciphertext.toString("base64") };
}

/** Returns a text encrypted for one place under the key in use. */
export const sealText = (place: Place, text: string): SealedText => sealTextUnder(ring()[0], place, text);

/** Returns the text that was sealed for this place. @throws CannotOpen for another key, another place, or changed bytes */
export const openText = (
  place: Place,
  { keyId, nonce, ciphertext }: SealedText,
  keys: readonly Key[] = ring(),
): string =>
  open(keys, place, {
    keyId,
    nonce: Buffer.from(nonce, "base64"),
    ciphertext: Buffer.from(ciphertext, "base64"),
  });
