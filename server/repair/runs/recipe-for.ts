import "server-only";
import type { Database } from "@/lib/databases/database";
import type { PlanInput, RunAs } from "@/lib/repair/run/input";
import { Conflict } from "../../errors";
import { othersPeak } from "../../history/others-peak";
import { loginOf, loginWith } from "../../databases/login";
import { repairing, undoing, type Recipe } from "../engine/recipe";
import type { Login } from "../../watched/login";
import { storedRun } from "./read";

/** Returns what opens a session for a plan: the stored credentials, or those that were asked for and are forgotten. */
export const loginFor = (database: Database, as: RunAs | null): Promise<Login> =>
  as === null ? loginOf(database) : Promise.resolve(loginWith({ ...database, user: as.user }, as.password));

/** Returns how the plan that was asked for is made of what a survey sees. @throws NotFound, Conflict for an undo that cannot be */
export async function recipeFor(database: Database, input: PlanInput): Promise<Recipe> {
  if (input.for.kind !== "undo") {
    const peak = (await othersPeak(database.id)) ?? undefined;
    return repairing(database.target, input.for, input.choices, { othersPeak: peak });
  }
  const ran = await storedRun(database.id, input.for.run);
  if (ran.finishedAt === null) throw new Conflict("This run is still under way. Wait until it has ended.");
  if (ran.dry || (ran.state !== "applied" && ran.state !== "unfinished"))
    throw new Conflict("This run changed nothing, so there is nothing to undo.");
  return undoing(ran.target, ran.plan, ran.id, input.choices);
}
