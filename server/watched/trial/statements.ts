import "server-only";
import { slotName, publicationName, streamIdProblem } from "@/lib/electric/names";
import type { Step } from "@/lib/repair/plan/schema";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { rolesOf } from "@/lib/privileges/roles";
import { effectiveRole } from "@/lib/target/effective-role";
import { targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import type { TrialOutcome } from "@/lib/trial/schema";
import { foreignTriggers } from "@/lib/trial/triggers";
import { plain } from "../failure";
import type { RunTransaction } from "../guarded-client";
import type { NotActing } from "../rehearsal";
import type { Survey } from "../survey";
import { nameHolders } from "./holders";
import { Outcomes, type OnOutcome } from "./outcome";
import { tryPublication } from "./publication";
import { tryRights } from "./rights";
import { tryTables } from "./tables";
import type { Rehearsing } from "./rehearsing";

export type StatementsOptions = {
  survey: Pick<Survey, "snapshot" | "rights">;
  target: Target;
  /** In a repair: its steps, which ran, and the tables whose locks it holds. */
  repair?: { steps: readonly Step[]; locked: ReadonlySet<string> } | undefined;
  /** Electric's own login is tried as well, and does what the login of this transaction may not. */
  own?: boolean | undefined;
  onOutcome?: OnOutcome | undefined;
};

/** Adds why nothing could be tried as Electric's role, with what the server said. */
function cannotAct(
  outcomes: Outcomes,
  { refused }: NotActing,
  acts: string,
  admin: string,
  versionNum: number,
): void {
  const member = versionNum >= 160_000 ? " WITH INHERIT FALSE, SET TRUE" : "";
  outcomes.add("set role", "not tried", {
    objects: [displayName(acts)],
    says: `${displayName(admin)} may not become ${displayName(acts)}, so that nothing was tried as Electric's role`,
    message: plain(refused.message),
    sqlstate: refused.code ?? null,
    sql: `GRANT ${quoteIdentifier(acts)} TO ${quoteIdentifier(admin)}${member};`,
  });
}

/**
 * Tries in an open transaction what Electric does at its start and at the first shape of each table, as Electric's role, and
 * takes all of it back. DDL and catalogues only. Returns the outcomes in Electric's order.
 * @throws Trouble or DatabaseError where the session ended
 */
export async function tryStatements(
  transaction: RunTransaction,
  { survey, target, repair, own, onOutcome }: StatementsOptions,
): Promise<TrialOutcome[]> {
  const { snapshot, rights } = survey;
  const { versionNum } = snapshot.server;
  const outcomes = new Outcomes(rights.eventTriggers, onOutcome);
  const problem = streamIdProblem(target.streamId);
  if (snapshot.role === null || problem !== null) {
    const says = problem ?? `role ${displayName(target.role)} does not exist`;
    outcomes.add("set role", "not tried", { objects: [displayName(target.role)], says });
    return outcomes.all;
  }
  const acts = effectiveRole(snapshot, target);
  const roles = rolesOf(rights, versionNum);
  const rehearsing: Omit<Rehearsing, "rehearsal"> = {
    outcomes,
    snapshot,
    target,
    acts,
    publication: publicationName(target.streamId),
    slot: slotName(target.streamId),
    tables: targetTables(snapshot, target),
    foreign: foreignTriggers(rights.eventTriggers, roles, rights.admin, repair?.steps),
    locked: repair?.locked ?? new Set(),
    untaken: [],
  };
  const grant = !roles.canSet(rights.admin, acts) && roles.mayGrantRole(rights.admin, acts);
  const rehearsed = await transaction.rehearse({ role: acts, versionNum, grant }, async (rehearsal) => {
    const at = { ...rehearsing, rehearsal };
    await tryRights(at);
    const publication = await tryPublication(at);
    await tryTables(at, publication);
  });
  if ("refused" in rehearsed && own === true)
    outcomes.add("set role", "not needed", {
      objects: [displayName(acts)],
      says: `${displayName(rights.admin)} may not become ${displayName(acts)}, whose own login is tried instead`,
    });
  else if ("refused" in rehearsed) cannotAct(outcomes, rehearsed, acts, rights.admin, versionNum);
  else await nameHolders(transaction, outcomes, rehearsing.untaken);
  return outcomes.all;
}
