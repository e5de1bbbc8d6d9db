import type { Change } from "./schema";

/**
 * Returns the change that undoes one: the same with before and after exchanged; null where nothing can, which is a
 * password alone. A role that is made anew comes back without its old password, a slot without its old position.
 */
export function inverse(change: Change): Change | null {
  switch (change.kind) {
    case "password":
      return null;
    case "role":
      return { ...change, from: change.to, to: change.from, verifier: null };
    case "membership":
      return { ...change, from: change.to, to: change.from, grantor: null };
    case "role setting":
      return { ...change, from: change.to, to: change.from };
    case "privileges":
      return { ...change, from: change.to, to: change.from };
    case "default privileges":
      return { ...change, from: change.to, to: change.from };
    case "table owner":
      return { ...change, from: change.to, to: change.from };
    case "replica identity":
      return { ...change, from: change.to, to: change.from };
    case "publication":
      return { ...change, from: change.to, to: change.from };
    case "publication owner":
      return { ...change, from: change.to, to: change.from };
    case "published":
      return { ...change, from: change.to, to: change.from };
    case "published schema":
      return { ...change, from: change.to, to: change.from };
    case "database limit":
      return { ...change, from: change.to, to: change.from };
    case "slot":
      return { ...change, from: change.to, to: change.from, endReader: false };
    case "system setting":
      return { ...change, from: change.to, to: change.from };
  }
}
