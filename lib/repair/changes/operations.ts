import { displayName } from "@/lib/postgres/identifier";
import type { Rights } from "@/lib/privileges/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { catalogueOf, EITHER, sidesOf, type ChangeState } from "./catalogue";
import type { ChangeDefinition } from "./definition";
import { CHANGE_KINDS } from "./kinds";
import type { TableLock } from "./lock";
import type { Need, Owners } from "./need";
import type { Change } from "./schema";

/** Returns the definition of a change's own kind, which takes that change. */
const definitionOf = (change: Change): ChangeDefinition<Change> => CHANGE_KINDS[change.kind];

/** Returns the one statement that makes a change on this version, without a semicolon. */
export const sqlOf = (change: Change, versionNum: number): string =>
  definitionOf(change).sql(change, versionNum);

/** Returns the change that undoes one; null where there is none (`whyNoInverse`). */
export const inverse = (change: Change): Change | null => definitionOf(change).inverse(change);

/** Returns why a change has no inverse, after a colon; null where each change of its kind has one. */
export const whyNoInverse = (change: Change): string | null => definitionOf(change).noInverse;

/** Returns the lock on a table that a change takes; null where it takes none. */
export const lockOf = (change: Change): TableLock | null => definitionOf(change).lock(change);

/** Returns the subject of a sentence about a change: "the owner of public.orders". */
export const subjectOf = (change: Change): string => definitionOf(change).subject(change);

/** Returns the key of a change's subject, whatever its two sides. */
export const subjectKey = (change: Change): string =>
  JSON.stringify([change.kind, ...definitionOf(change).key(change)]);

/** Returns the roles whose rights a change concerns, as people read them. */
export const affectedRoles = (change: Change): string[] =>
  definitionOf(change)
    .roles(change)
    .map((role) => (role === null ? "all roles (PUBLIC)" : displayName(role)));

/** Returns the command tag by which event triggers know the statement of a change; null where they do not fire. */
export const commandTagOf = (change: Change): string | null => definitionOf(change).commandTag(change);

/** Returns the rights that a change takes of a role that is no superuser. */
export const needsOf = (change: Change, owners: Owners): Need[] => definitionOf(change).needs(change, owners);

/** Returns the verifier of a password in a change; null where there is none. */
export const verifierOf = (change: Change): string | null => definitionOf(change).verifier(change);

/** Returns a change with another text in the place of its verifier. */
export const redacted = (change: Change, placeholder: string): Change =>
  definitionOf(change).redacted(change, placeholder);

/** Returns a function that tells which sides of a change hold in what a check run read. */
export function statesIn(snapshot: ReachedSnapshot, rights: Rights): (change: Change) => ChangeState {
  const catalogue = catalogueOf(snapshot, rights);
  return (change) => definitionOf(change).state(change, catalogue);
}

/** Returns which sides of a change hold for a value that an earlier change of its subject left. */
export const sidesAfter = (value: unknown, change: Change): ChangeState =>
  "from" in change ? sidesOf(value, change) : EITHER;
