import "server-only";
import { DatabaseError } from "pg";
import type { Connection } from "@/lib/snapshot/connection";
import type { Target } from "@/lib/target/schema";
import type { TrialOutcome } from "@/lib/trial/schema";
import { openSession } from "../connect";
import { plain } from "../failure";
import type { Login } from "../login";
import type { Session } from "../session";
import { readSurvey, surveyOver, type Survey } from "../survey";
import { Outcomes, type OnOutcome } from "./outcome";
import { trySession } from "./session";
import { tryStatements } from "./statements";

export type TrialOptions = {
  target: Target;
  /** Electric's own login, where its password is at hand; null for the half in the administrator's transaction alone. */
  own: Login | null;
  /** Opens Electric's whole pool for a moment as well. */
  pool: boolean;
  /** False after a repair, whose own transaction tried the statements before its commit: the own login alone is tried. */
  statements?: boolean | undefined;
  onOutcome?: OnOutcome | undefined;
  signal?: AbortSignal | undefined;
};

type Half = { survey: Survey; outcomes: TrialOutcome[] };

async function statementsOver(
  session: Session,
  { target, own, statements, onOutcome }: TrialOptions,
): Promise<Half> {
  if (statements === false) return { survey: await surveyOver(session, target), outcomes: [] };
  const around = () => ({ connection: session.connection, electric: null });
  try {
    return await session.client.run(async (transaction) => {
      const survey = await readSurvey(transaction, target, around, (facts) => session.answered(facts));
      const options = { survey, target, own: own !== null, onOutcome };
      return { survey, outcomes: await tryStatements(transaction, options) };
    });
  } catch (error) {
    // A standby, or a server that takes no transaction which writes.
    if (!(error instanceof DatabaseError) || session.ended || error.code?.startsWith("25") !== true)
      throw error;
    const outcomes = new Outcomes([], onOutcome);
    outcomes.add("set role", "not tried", {
      says: `no statement can be tried here: “${plain(error.message)}”, SQLSTATE ${error.code}`,
    });
    return { survey: await surveyOver(session, target), outcomes: outcomes.all };
  }
}

/**
 * Tries on a database what Electric does, rolled back: as Electric's role in a transaction of this login, and over sessions of
 * Electric's own login where that is at hand. Returns the outcomes with the survey that they were tried on, or the
 * connection with its failure. @throws the signal's reason when it aborts
 */
export async function runTrial(
  login: Login,
  options: TrialOptions,
): Promise<Half | { connection: Connection }> {
  const { target, own, pool, onOutcome, signal } = options;
  const opened = await openSession(login, { signal });
  if ("connection" in opened) return opened;
  const { session } = opened;
  let half: Half;
  try {
    half = await statementsOver(session, options);
  } catch (error) {
    signal?.throwIfAborted();
    return { connection: session.failed(error) };
  } finally {
    await session.close();
  }
  if (own === null) return half;
  const { snapshot, rights } = half.survey;
  const more = await trySession(own, {
    snapshot,
    triggers: rights.eventTriggers,
    target,
    pool,
    rights: !half.outcomes.some(({ step }) => step === "rights"),
    onOutcome,
    signal,
  });
  return { ...half, outcomes: [...half.outcomes, ...more] };
}
