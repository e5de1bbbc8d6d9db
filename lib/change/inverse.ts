import type { Change } from "./schema";

const turned = <Sides extends { from: unknown; to: unknown }>(change: Sides): Sides => ({
  ...change,
  from: change.to,
  to: change.from,
});

/**
 * Returns the change that undoes one: the same with before and after exchanged; null where nothing can: a
 * password, and a slot that was dropped. A role that is made anew comes back without its old password. A slot made anew has
 * none of the old position, and Electric would take it for its own and miss all that was written in between.
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
      return change.to === null ? null : { ...turned(change), endReader: false };
    default:
      return turned(change);
  }
}
