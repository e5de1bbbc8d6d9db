/** Two observers of one slot may differ by what was written between their readings, bytes. */
const APART_BYTES = 64 * 1024 * 1024;

/**
 * Returns whether a slot's lag by Electric's metrics (`toldBytes`) and by Postgres (`seenBytes`) cannot be of one slot; false where
 * one of them is not known (null).
 */
export function lagsDisagree(toldBytes: number | null, seenBytes: number | null): boolean {
  if (toldBytes === null || seenBytes === null) return false;
  return Math.abs(toldBytes - seenBytes) > Math.max(APART_BYTES, Math.max(toldBytes, seenBytes) / 2);
}
