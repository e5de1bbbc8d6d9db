import "server-only";
import { timingSafeEqual } from "node:crypto";

/**
 * Returns whether two texts are equal, in a time that says nothing of where they differ. Their length is no secret; it is compared in
 * bytes, because a client can send letters of several.
 */
export function isSameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
