import "server-only";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Context } from "../../context";

/** Plans that are kept at most, by number and by the length of their SQL in characters. */
const MOST_PLANS = 16;
const MOST_CHARACTERS = 20_000_000;

type Actor = Context["actor"];
type Kept = { plan: Plan; characters: number };

const shelf = new Map<string, Kept>();

const keyOf = (actor: Actor, databaseId: string, fingerprint: string): string =>
  JSON.stringify([actor.kind === "system" ? null : actor.id, databaseId, fingerprint]);

const charactersOf = ({ steps }: Plan): number =>
  steps.reduce((sum, { statements }) => sum + statements.reduce((all, { length }) => all + length, 0), 0);

/**
 * Keeps a plan that was just read in this process's memory, so that the rest of its lists is read in pages without another
 * visit. The newest stays whatever its size; the oldest go first.
 */
export function shelvePlan(actor: Actor, databaseId: string, fingerprint: string, plan: Plan): void {
  const key = keyOf(actor, databaseId, fingerprint);
  shelf.delete(key);
  shelf.set(key, { plan, characters: charactersOf(plan) });
  let characters = [...shelf.values()].reduce((sum, kept) => sum + kept.characters, 0);
  for (const [oldest, kept] of shelf) {
    if (oldest === key || (shelf.size <= MOST_PLANS && characters <= MOST_CHARACTERS)) break;
    shelf.delete(oldest);
    characters -= kept.characters;
  }
}

/** Returns a plan that the same person read of the same database; null where another process has it, or it went. */
export const shelvedPlan = (actor: Actor, databaseId: string, fingerprint: string): Plan | null =>
  shelf.get(keyOf(actor, databaseId, fingerprint))?.plan ?? null;
