import "server-only";
import { DatabaseError } from "pg";
import { isOtherServer, isSameAddress } from "@/lib/repair/plan/place";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Target } from "@/lib/target/schema";
import { ignore } from "../../http/log";
import { openSession } from "../../watched/connect";
import { codeOf } from "../../watched/failure";
import type { GuardedClient } from "../../watched/guarded-client";
import type { Login } from "../../watched/login";
import { readPlace } from "../../watched/place";
import type { Session } from "../../watched/session";
import { surveyOver } from "../../watched/survey";
import { Trouble } from "../../watched/trouble";
import { inferOutcome, type Verdict } from "./infer-outcome";
import { pauseFor } from "./pause";
import { endWait } from "./standby-wait";
import { marked, markedWithRoles, transactionStatus } from "./sql/settle";

/** A transaction whose outcome is to be learned, and what it was to change. */
export type Sent = { xid: string; plan: Plan; target: Target };

/** Outcome of a transaction, and how it is known, in sentences. */
export type Outcome = Verdict;

/** `elsewhere`: the address is not the one of then, and leads to another server, which can tell nothing. */
export type Settled = Outcome | "in progress" | "elsewhere";

/** The server has never heard of the id: it was taken back to before that transaction, so that nothing of it is there. */
const IN_THE_FUTURE = "22023";

const COMMITTED: Outcome = {
  outcome: "committed",
  says: "The database says that it was committed, and it was verified before.",
};
const ROLLED_BACK: Outcome = {
  outcome: "rolled back",
  says: "The database says that it was rolled back. Nothing was changed.",
};

async function statusOf(client: GuardedClient, xid: string): Promise<Outcome | "in progress" | "forgotten"> {
  try {
    const [rows] = await client.read([transactionStatus(xid)]);
    const status: string | null = rows?.[0]?.status ?? null;
    if (status === null) return "forgotten";
    if (status === "in progress") {
      await endWait(client, xid);
      return status;
    }
    return status === "committed" ? COMMITTED : ROLLED_BACK;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === IN_THE_FUTURE) return ROLLED_BACK;
    throw error;
  }
}

/** Whether a row that can be read bears the mark of a transaction; roles are read where this role may. */
async function isMarked(client: GuardedClient, xid: string): Promise<boolean> {
  for (const sql of [markedWithRoles(xid), marked(xid)])
    try {
      return (await client.read([sql], "15s"))[0]?.[0]?.marked === true;
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
    }
  return false;
}

async function settleOver(session: Session, login: Login, { xid, plan, target }: Sent): Promise<Settled> {
  const { client } = session;
  const place = await readPlace(client, login);
  const other = isOtherServer(plan.place, place);
  if (other && plan.place !== undefined && !isSameAddress(plan.place, place)) return "elsewhere";
  const status = other ? "another server" : await statusOf(client, xid);
  if (status !== "forgotten" && status !== "another server") return status;
  const isWritten = status === "forgotten" && (await isMarked(client, xid));
  return inferOutcome(plan, await surveyOver(session, target), status, isWritten);
}

/**
 * Learns what became of a transaction; null where there is no session now. The database is asked (any role may:
 * pg_xact_status, PostgreSQL docs 9.26.8); where its server has forgotten, or another one has taken its place at that address,
 * the changes themselves are looked at. @throws the signal's reason
 */
export async function outcomeOf(
  login: Login,
  sent: Sent,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Settled | null> {
  const opened = await openSession(login, { signal });
  if ("connection" in opened) return null;
  try {
    return await settleOver(opened.session, login, sent);
  } catch (error) {
    signal?.throwIfAborted();
    if (!isLost(error)) ignore(error, "the outcome of a run is asked for again");
    return null;
  } finally {
    await opened.session.close();
  }
}

/** A server that refuses, falls silent or is gone: expected of one whose answer to a commit was lost. */
const isLost = (error: unknown): boolean =>
  error instanceof DatabaseError || error instanceof Trouble || codeOf(error) !== null;

const LONGEST_PAUSE_MS = 10_000;

/** Asks until the outcome is known: a commit whose answer was lost is never left open. @throws the signal's reason */
export async function settle(
  login: Login,
  sent: Sent,
  { signal }: { signal?: AbortSignal } = {},
): Promise<Outcome> {
  for (let pause = 100; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const settled = await outcomeOf(login, sent, { signal });
    if (typeof settled === "object" && settled !== null) return settled;
    signal?.throwIfAborted();
    await pauseFor(pause, signal);
  }
}
