import "server-only";
import { setMaxListeners } from "node:events";
import { publicationName, slotName, streamIdProblem } from "@/lib/electric/names";
import { count } from "@/lib/text/words";
import { displayName } from "@/lib/postgres/identifier";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import type { Connection } from "@/lib/snapshot/connection";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { effectiveRole } from "@/lib/target/effective-role";
import { targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import type { TrialOutcome } from "@/lib/trial/schema";
import { openSession } from "../connect";
import type { Login } from "../login";
import type { Session } from "../session";
import { limitsOf } from "../sql/trial-session";
import { Outcomes, type OnOutcome } from "./outcome";
import {
  tryIdentify,
  tryLock,
  tryOwnPublication,
  tryOwnReading,
  tryOwnTables,
  trySlot,
  type OwnTrial,
} from "./own-steps";
import { tryOwnRights } from "./rights";

export type SessionOptions = {
  snapshot: ReachedSnapshot;
  triggers: readonly EventTrigger[];
  target: Target;
  /** Opens Electric's whole pool for a moment: asked for first, because it takes these connections from others. */
  pool: boolean;
  /** The other half could not act as Electric's role, so that its rights are tried here. */
  rights?: boolean | undefined;
  onOutcome?: OnOutcome | undefined;
  signal?: AbortSignal | undefined;
};

/** How long making a slot may wait for a transaction, and a table or the lock of the slot, ms. */
const SLOT_MS = 2_000;
const TABLE_MS = 5;

/** Sets the limits of a session of Electric's role, beside its own. */
async function limit(session: Session, { snapshot }: SessionOptions, lockMs: number): Promise<void> {
  const own = snapshot.role?.settings.some(({ name }) => name === "statement_timeout") ?? false;
  const login = session.client.ownLogin();
  for (const statement of limitsOf({ lockMs, statement: !own })) await login.command(statement);
}

/** Adds what the server said of a session of Electric's login that did not come about, or ended before the trial did. */
function tellOf(
  outcomes: Outcomes,
  result: "failed" | "not tried",
  { user }: Login,
  says: string,
  { failure }: Connection,
): void {
  outcomes.add("log in", result, {
    objects: [displayName(user)],
    says: `${displayName(user)} ${says}`,
    message: failure?.said ?? null,
    sqlstate: failure?.sqlstate ?? null,
  });
}

/**
 * Does work over a session of Electric's own login and leaves it. Returns null where none came about or it ended early, which
 * is an outcome then. @throws the signal's reason
 */
async function within<Result>(
  login: Login,
  { outcomes, signal }: { outcomes: Outcomes; signal: AbortSignal | undefined },
  { replication, refused }: { replication: boolean; refused: string },
  work: (session: Session) => Promise<Result>,
): Promise<Result | null> {
  const opened = await openSession(login, { signal, replication, asElectric: true });
  if ("connection" in opened) {
    tellOf(outcomes, "failed", login, refused, opened.connection);
    return null;
  }
  const { session } = opened;
  try {
    return await work(session);
  } catch (error) {
    signal?.throwIfAborted();
    tellOf(outcomes, "not tried", login, "was cut off before the test was through", session.failed(error));
    return null;
  } finally {
    await session.close();
  }
}

/** Tries over a replication session what Electric does on its own: the lock, the slot, the stream. */
async function tryReplication(
  session: Session,
  trial: Omit<OwnTrial, "session">,
  options: SessionOptions,
): Promise<boolean> {
  const own = session.client.ownLogin();
  const at = { ...trial, session: own };
  await limit(session, options, TABLE_MS);
  await tryIdentify(at);
  const hasServerPower = await own.hasServerPower();
  if (!hasServerPower) await tryLock(at);
  await limit(session, options, SLOT_MS);
  await trySlot(at, `headroom_trial_${session.client.processId ?? 0}_${Date.now() % 1_000_000}`, SLOT_MS);
  return hasServerPower;
}

/** Opens as many sessions as Electric's pool has, and leaves all of them. */
async function tryPool(login: Login, outcomes: Outcomes, { target, signal }: SessionOptions): Promise<void> {
  outcomes.begin();
  const size = Math.max(2, target.poolSize);
  // Each session listens, and Node warns of more than ten listeners as of a leak.
  const each = signal && AbortSignal.any([signal]);
  if (each !== undefined) setMaxListeners(0, each);
  const opened = await Promise.all(
    Array.from({ length: size }, () => openSession(login, { signal: each, asElectric: true })),
  );
  await Promise.all(opened.map((one) => ("session" in one ? one.session.close() : undefined)));
  const failed = opened.flatMap((one) => ("connection" in one ? [one.connection.failure] : []));
  const [first] = failed;
  if (first === undefined)
    return outcomes.add("open pool", "done", { says: `${count(size, "connection")} were open at once` });
  outcomes.add("open pool", "failed", {
    says: `${failed.length} of ${size} connections were refused`,
    message: first?.said ?? null,
    sqlstate: first?.sqlstate ?? null,
  });
}

/**
 * Tries over sessions of Electric's own login what Electric does at its start and at the first shape. Nothing of it stays: a
 * temporary slot ends with its session, statements are rolled back. Returns the outcomes in their order.
 * @throws the signal's reason
 */
export async function trySession(login: Login, options: SessionOptions): Promise<TrialOutcome[]> {
  const { snapshot, target, triggers, onOutcome, signal } = options;
  const outcomes = new Outcomes(triggers, onOutcome);
  if (streamIdProblem(target.streamId) !== null) return [];
  const acts = effectiveRole(snapshot, target);
  const trial = {
    outcomes,
    snapshot,
    publication: publicationName(target.streamId),
    slot: slotName(target.streamId),
    tables: targetTables(snapshot, target),
    alters:
      target.strategy !== "manual" && (snapshot.publication === null || snapshot.publication.owner === acts),
  };
  const at = { outcomes, signal };
  const refused = "gets no replication session";
  const hasServerPower = await within(login, at, { replication: true, refused }, (session) => {
    outcomes.add("log in", "done", {
      objects: [displayName(login.user)],
      says: `${displayName(login.user)} gets a replication session`,
    });
    return tryReplication(session, trial, options);
  });
  if (hasServerPower === null) return outcomes.all;
  if (hasServerPower)
    outcomes.add("read table", "not tried", {
      says: `${displayName(login.user)} can take over the server: statements over tables would run code of their owners with its rights`,
    });
  else {
    const alone = "gets no session beside its replication session";
    await within(login, at, { replication: false, refused: alone }, (session) =>
      tryOwnSession(session, trial, options),
    );
  }
  if (options.pool) await tryPool(login, outcomes, options);
  return outcomes.all;
}

/** Tries over an ordinary session what Electric's pool does. */
async function tryOwnSession(
  session: Session,
  trial: Omit<OwnTrial, "session">,
  options: SessionOptions,
): Promise<void> {
  const { outcomes } = trial;
  const at = { ...trial, session: session.client.ownLogin() };
  await limit(session, options, TABLE_MS);
  if (options.rights === true) {
    const { snapshot, target } = options;
    await tryOwnRights(at.session, { outcomes, snapshot, target, acts: effectiveRole(snapshot, target) });
  }
  if (await tryOwnPublication(at)) await tryOwnTables(at);
  await tryOwnReading(at);
}
