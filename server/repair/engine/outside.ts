import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError } from "pg";
import type { Change, ChangeOf } from "@/lib/repair/changes/schema";
import { sqlOf } from "@/lib/repair/changes/operations";
import { openSession } from "../../watched/connect";
import type { GuardedClient } from "../../watched/guarded-client";
import type { Login } from "../../watched/login";
import { endReader, RELOAD, slotNow, WAITED_FOR } from "./sql/outside";
import { sentences, type WaitedFor } from "./sentences";

type SlotNow = { active: boolean; activePid: number | null; failover: boolean | null };

/** Raised for a step after the commit that cannot be done now; the text says why and what to do. */
export class StepBlocked extends Error {
  override name = "NotNow";
}

async function readSlot(client: GuardedClient, slot: string): Promise<SlotNow | null> {
  const [rows] = await client.read([slotNow(slot)]);
  return rows?.[0] ?? null;
}

/** How often, and how long between, the reader is ended while an ALTER_REPLICATION_SLOT waits for the slot. */
const TRIES = 40;
const PAUSE_MS = 250;

/**
 * Alters a slot over a replication connection. While the slot is in use Postgres waits without limit, whatever
 * statement_timeout says; so the session that reads it is ended from here, and a reader that reconnects waits for the slot in turn.
 */
async function alterSlot(
  login: Login,
  client: GuardedClient,
  change: ChangeOf<"slot">,
  versionNum: number,
): Promise<void> {
  const opened = await openSession(login, { replication: true, limits: { silence: 20_000 } });
  if ("connection" in opened)
    throw new StepBlocked(
      `There was no replication connection: ${opened.connection.failure?.said ?? "it was refused"}.`,
    );
  const { session } = opened;
  let done = false;
  const altered = session.client.alter(change, versionNum).finally(() => {
    done = true;
  });
  const endReaders = async () => {
    for (let i = 0; i < TRIES && !done; i += 1) {
      await client.read([endReader(change.slot)]);
      await sleep(PAUSE_MS);
    }
  };
  try {
    // Only where it was chosen: another reader of the slot is not ours to end.
    await (change.endReader ? Promise.all([altered, endReaders()]) : altered);
  } finally {
    await session.close();
  }
}

/** Makes a slot. @throws StepBlocked, with the transaction that it waited for, where one stays open for too long */
async function makeSlot(client: GuardedClient, slot: string, sql: string): Promise<void> {
  try {
    // It waits for open transactions as for a lock; Postgres removes a slot that is half made.
    await client.read([sql], "15s", "5s");
  } catch (error) {
    // lock_not_available and query_canceled: its limits, for everything else fails at once.
    if (!(error instanceof DatabaseError) || !["55P03", "57014"].includes(error.code ?? "")) throw error;
    const [rows] = await client.read([WAITED_FOR]);
    const first: WaitedFor | null = rows?.[0] ?? null;
    throw new StepBlocked(sentences.slotWaits(slot, first));
  }
}

/** Does one change of a slot, unless an earlier try did it already. */
async function changeSlot(
  login: Login,
  client: GuardedClient,
  change: ChangeOf<"slot">,
  versionNum: number,
): Promise<void> {
  const sql = sqlOf(change, versionNum);
  const now = await readSlot(client, change.slot);
  if (change.to === null ? now === null : now !== null && (now.failover === true) === change.to.failover)
    return;
  if (now?.active === true && !change.endReader)
    throw new StepBlocked(`${change.slot} is in use. Stop Electric, then try the rest again.`);
  if (change.to !== null && now !== null) return alterSlot(login, client, change, versionNum);
  await (change.to === null ? client.read([sql]) : makeSlot(client, change.slot, sql));
}

/** Does a change that Postgres refuses inside a transaction. Done once more it changes nothing. @throws StepBlocked, DatabaseError */
export async function changeOutside(
  login: Login,
  client: GuardedClient,
  change: Change,
  versionNum: number,
): Promise<void> {
  if (change.kind === "slot") return changeSlot(login, client, change, versionNum);
  if (change.kind !== "system setting")
    throw new Error(`A change of a ${change.kind} belongs into the transaction.`);
  await client.alter(change, versionNum);
  if (!change.restarts) {
    await client.read([RELOAD]);
    // The postmaster tells its children; the look that follows should find the new value.
    await sleep(PAUSE_MS);
  }
}
