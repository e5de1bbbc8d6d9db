import "server-only";
import { DatabaseError, type Client } from "pg";
import type { Change, ChangeOf } from "@/lib/change/schema";
import { sqlOf } from "@/lib/change/sql";
import { openSession } from "../watched/connect";
import type { Login } from "../watched/login";
import { END_READER, RELOAD, SLOT_NOW, WAITED_FOR } from "./sql/outside";
import { sentences, type WaitedFor } from "./sentences";

type SlotNow = { active: boolean; activePid: number | null; failover: boolean | null };

/** Raised for a step after the commit that cannot be done now; the text says why and what to do. */
export class NotNow extends Error {
  override name = "NotNow";
}

async function slotNow(client: Client, slot: string): Promise<SlotNow | null> {
  const { rows } = await client.query<SlotNow>(SLOT_NOW, [slot]);
  return rows[0] ?? null;
}

/** How often, and how long between, the reader is ended while an ALTER_REPLICATION_SLOT waits for the slot. */
const TRIES = 40;
const PAUSE_MS = 250;
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * Alters a slot over a replication connection. While the slot is in use Postgres waits without limit, whatever
 * statement_timeout says; so the session that reads it is ended from here, and whoever reconnects waits for the slot in turn.
 */
async function alterSlot(login: Login, client: Client, change: ChangeOf<"slot">, sql: string): Promise<void> {
  const opened = await openSession(login, { replication: true, limits: { silence: 20_000 } });
  if ("connection" in opened)
    throw new NotNow(
      `There was no replication connection: ${opened.connection.failure?.said ?? "it was refused"}.`,
    );
  const { session } = opened;
  let done = false;
  const altered = session.client.query(sql).finally(() => {
    done = true;
  });
  const endReaders = async () => {
    for (let i = 0; i < TRIES && !done; i += 1) {
      await client.query(END_READER, [change.slot]);
      await pause();
    }
  };
  try {
    // Only where it was chosen: whoever reads the slot otherwise is not ours to end.
    await (change.endReader ? Promise.all([altered, endReaders()]) : altered);
  } finally {
    await session.close();
  }
}

/** Makes a slot. @throws NotNow, with the transaction that it waited for, where one stays open for too long */
async function makeSlot(client: Client, slot: string, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (error) {
    // lock_not_available and query_canceled: its limits, for everything else fails at once.
    if (!(error instanceof DatabaseError) || !["55P03", "57014"].includes(error.code ?? "")) throw error;
    const { rows } = await client.query<WaitedFor>(WAITED_FOR);
    throw new NotNow(sentences.slotWaits(slot, rows[0] ?? null));
  }
}

/** Does one change of a slot, unless an earlier try did it already. */
async function changeSlot(
  login: Login,
  client: Client,
  change: ChangeOf<"slot">,
  sql: string,
): Promise<void> {
  const now = await slotNow(client, change.slot);
  if (change.to === null ? now === null : now !== null && (now.failover === true) === change.to.failover)
    return;
  if (now?.active === true && !change.endReader)
    throw new NotNow(`${change.slot} is in use. Stop Electric, then try the rest again.`);
  if (change.to !== null && now !== null) return alterSlot(login, client, change, sql);
  await (change.to === null ? client.query(sql) : makeSlot(client, change.slot, sql));
}

/** Does a change that Postgres refuses inside a transaction. Done once more it changes nothing. @throws NotNow, DatabaseError */
export async function changeOutside(
  login: Login,
  client: Client,
  change: Change,
  versionNum: number,
): Promise<void> {
  const sql = sqlOf(change, versionNum);
  if (change.kind === "slot") return changeSlot(login, client, change, sql);
  await client.query(sql);
  if (change.kind === "system setting" && !change.restarts) {
    await client.query(RELOAD);
    // The postmaster tells its children; the look that follows should find the new value.
    await pause();
  }
}
