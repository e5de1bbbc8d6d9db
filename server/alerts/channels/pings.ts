import "server-only";
import { eq } from "drizzle-orm";
import { repeat } from "../../repeat";
import { db } from "../../store/db";
import { channels } from "../../store/schema";
import { sendPing } from "./send";
import { takeTurn } from "./turn";

/** How often each address is called, s. */
const EVERY_S = 60;
/** How often a replica asks whether it is its turn, ms: by so much a call can be late. */
const ASK_MS = 5_000;
/** How long a call may take, ms: below the time between two. */
const LIMIT_MS = 30_000;

/**
 * Calls each dead-man address whose turn it is, by one replica of all. The turn is taken in the store first: a Headroom that cannot
 * reach its store falls silent, and silence is what raises the alarm there. @throws what the store throws
 */
export async function pingDue(): Promise<void> {
  const pings = await db().select().from(channels).where(eq(channels.kind, "ping"));
  await Promise.all(
    pings.map(async (channel) => {
      if (await takeTurn(`ping ${channel.id}`, EVERY_S))
        await sendPing(channel, AbortSignal.timeout(LIMIT_MS));
    }),
  );
}

/** Calls the dead-man addresses until it is stopped; returns what stops it. */
export const keepPinging = (): (() => void) =>
  repeat(pingDue, ASK_MS, "without its store Headroom sends no ping, which raises the alarm at its receiver");
