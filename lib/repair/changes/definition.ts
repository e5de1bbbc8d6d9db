import type { Need, Owners } from "./need";
import type { Catalogue, ChangeState } from "./catalogue";
import type { TableLock } from "./lock";

/**
 * Everything that a plan, a run and an undo need of one kind of change (kinds/). Written with method signatures, so that the
 * definition of one kind stands in the record of all kinds.
 */
export type ChangeDefinition<C> = {
  /** Returns the one statement that makes the change on this version, without a semicolon. */
  sql(change: C, versionNum: number): string;
  /** Returns the change that undoes one; null where there is none. */
  inverse(change: C): C | null;
  /** The reason why a change without an inverse has none, after a colon; null where every change has one. */
  noInverse: string | null;
  /** Returns what tells the change's subject from others of its kind: two changes of one subject follow each other. */
  key(change: C): readonly unknown[];
  /** Returns the subject of a sentence: "the owner of public.orders". */
  subject(change: C): string;
  /** Returns the roles whose rights the change concerns; null is PUBLIC. */
  roles(change: C): readonly (string | null)[];
  /** Returns the lock on a table that the statement takes (PostgreSQL docs 13.3.1; seen on 14 to 18); null for none. */
  lock(change: C): TableLock | null;
  /**
   * Returns the command tag by which event triggers know the statement; null where they do not fire: for roles, databases,
   * and what concerns the whole server (PostgreSQL docs, 40.1; tried on 14 to 18).
   */
  commandTag(change: C): string | null;
  /** Returns the rights that the statement takes of a role that is no superuser (PostgreSQL docs, its page; tried on 14 to 18). */
  needs(change: C, owners: Owners): Need[];
  /** Returns which sides of the change hold in what a check run read. */
  state(change: C, catalogue: Catalogue): ChangeState;
  /** Returns the verifier of a password that the change holds; null where it holds none. */
  verifier(change: C): string | null;
  /** Returns the change with another text in the place of its verifier. */
  redacted(change: C, placeholder: string): C;
};

type Sides = { from: unknown; to: unknown };

/** Returns a change with before and after exchanged. */
export const turned = <C extends Sides>(change: C): C => ({ ...change, from: change.to, to: change.from });

/** Parts of a definition that most kinds share: a change that turns round, locks no table and holds no secret. */
export const plainChange = {
  noInverse: null,
  inverse: turned,
  roles: () => [],
  lock: () => null,
  verifier: () => null,
  redacted: <C>(change: C): C => change,
};
