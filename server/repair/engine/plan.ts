import "server-only";
import type { Known } from "@/lib/checks/known";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Wanted } from "@/lib/repair/request";
import type { Connection } from "@/lib/snapshot/connection";
import type { Target } from "@/lib/target/schema";
import type { Login } from "../../watched/login";
import { survey } from "../../watched/survey";
import { repairing, planFrom, undoing, type ChoicesInput, type Planned, type Recipe } from "./recipe";

export type { Planned } from "./recipe";

type Options = { signal?: AbortSignal; known?: Known };

/** Surveys a database and makes the plan of a recipe; without a session, how the connection failed. */
export async function planBy(
  login: Login,
  recipe: Recipe,
  { signal }: Options = {},
): Promise<Planned | { connection: Connection }> {
  const seen = await survey(login, recipe.target, { signal });
  return seen.rights === null ? { connection: seen.snapshot.connection } : planFrom(seen, recipe);
}

/** Plans what is wanted on a database, as the role of the login. @throws the signal's reason */
export const planOn = (
  login: Login,
  target: Target,
  wanted: Wanted,
  choices: ChoicesInput,
  options: Options = {},
): Promise<Planned | { connection: Connection }> =>
  planBy(login, repairing(target, wanted, choices, options.known), options);

/** Plans the undo of a plan that ran, checked against what is there today. @throws the signal's reason */
export const planUndoOn = (
  login: Login,
  target: Target,
  ran: Plan,
  run: string,
  options: Options = {},
): Promise<Planned | { connection: Connection }> => planBy(login, undoing(target, ran, run), options);
