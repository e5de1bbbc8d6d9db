import "server-only";
import { eq, sql } from "drizzle-orm";
import type { AlertMessage } from "@/lib/alerts/message";
import { countDelivery } from "../../counters";
import { db } from "../../store/db";
import { alertDeliveries, alertEvents } from "../../store/schema";

/** Result of a channel: `retry` says whether a later try can succeed. */
export type SendResult = { ok: true } | { ok: false; says: string; retry: boolean };

/** Sends a message by a channel; `delivery` is the same for each try of one delivery. Never throws for what a receiver does. */
export type Send = (
  channelId: string,
  message: AlertMessage,
  signal: AbortSignal,
  delivery: string,
) => Promise<SendResult>;

/** Longest kept answer, characters. */
const LONGEST = 300;

/**
 * Delivers one job and keeps the result. Returns whether the job is done; where not, the queue tries it again. A delivery that is
 * done already, by a job that ran twice, is not sent again.
 */
export async function deliver(
  { deliveryId, isLast }: { deliveryId: string; isLast: boolean },
  send: Send,
  signal: AbortSignal,
): Promise<{ done: true } | { done: false; says: string }> {
  const [row] = await db()
    .select({
      state: alertDeliveries.state,
      channelId: alertDeliveries.channelId,
      message: alertEvents.message,
    })
    .from(alertDeliveries)
    .innerJoin(alertEvents, eq(alertEvents.id, alertDeliveries.eventId))
    .where(eq(alertDeliveries.id, deliveryId));
  if (row === undefined || row.state === "delivered" || row.state === "failed") return { done: true };
  const result = await send(row.channelId, row.message, signal, deliveryId);
  const says = result.ok ? null : result.says.slice(0, LONGEST);
  const state = result.ok ? "delivered" : result.retry && !isLast ? "queued" : "failed";
  await db()
    .update(alertDeliveries)
    .set({ state, says, attempts: sql`${alertDeliveries.attempts} + 1`, updatedAt: sql`now()` })
    .where(eq(alertDeliveries.id, deliveryId));
  countDelivery(state === "queued" ? "retried" : state);
  return state === "queued" ? { done: false, says: says ?? "" } : { done: true };
}
