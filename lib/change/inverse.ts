import type { Change } from "./schema";

const turned = <Sides extends { from: unknown; to: unknown }>(change: Sides): Sides => ({
  ...change,
  from: change.to,
  to: change.from,
});

/**
 * Returns the change that undoes one: the same with before and after exchanged; null where nothing can, which is a
 * password alone. A role that is made anew comes back without its old password, a slot without its old position.
 */
export function inverse(change: Change): Change | null {
  switch (change.kind) {
    case "password":
      return null;
    case "role":
      return { ...turned(change), verifier: null };
    case "membership":
      return { ...turned(change), grantor: null };
    case "slot":
      return { ...turned(change), endReader: false };
    default:
      return turned(change);
  }
}
