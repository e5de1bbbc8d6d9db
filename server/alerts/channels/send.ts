import "server-only";
import { eq } from "drizzle-orm";
import { ZodError } from "zod";
import type { AlertMessage } from "@/lib/alerts/message";
import { withoutSecrets } from "@/lib/text/without-secrets";
import { CannotOpen } from "../../secrets/cipher";
import { db } from "../../store/db";
import { channels } from "../../store/schema";
import type { PostResult } from "./post";
import { secretTexts } from "./secrets";
import { SENDERS } from "./senders";
import { messageId } from "./sign";
import { findChannel, openSecrets, type StoredChannel } from "./stored";

/**
 * Result of a message. `says` is for people and holds no secret; `retry` says whether another try can help, `retryAfterMs` how long
 * the receiver asks to wait before it.
 */
export type SendResult =
  { ok: true; says: string } | { ok: false; says: string; retry: boolean; retryAfterMs: number | null };

const refused = (says: string, retry = false): SendResult => ({ ok: false, says, retry, retryAfterMs: null });

/** Stores what came of the last message; what is stored is what a person reads. */
async function recordResult(id: string, event: string, { ok, says }: SendResult): Promise<void> {
  await db()
    .update(channels)
    .set({ lastAt: new Date(), lastOk: ok, lastSays: says.slice(0, 1000), lastEvent: event })
    .where(eq(channels.id, id));
}

async function attempt(
  channel: StoredChannel,
  message: AlertMessage,
  signal: AbortSignal,
  delivery: string | undefined,
): Promise<SendResult> {
  const secrets = openSecrets(channel);
  const hidden = secretTexts(secrets);
  const options = { signal, secrets: hidden };
  const id = messageId(message, delivery);
  const result: PostResult = await SENDERS[channel.kind](
    { ...channel.config, ...secrets },
    { message, id, options },
  );
  return { ...result, says: withoutSecrets(result.says, hidden) };
}

/** Sends over a channel that is there, and keeps what came of it. */
async function sendAndKeep(
  channel: StoredChannel,
  message: AlertMessage,
  { event, signal, delivery }: { event: string; signal: AbortSignal; delivery?: string | undefined },
): Promise<SendResult> {
  let result: SendResult;
  try {
    result = await attempt(channel, message, signal, delivery);
  } catch (error) {
    if (signal.aborted) return refused("It was given up before an answer came.", true);
    if (error instanceof ZodError) result = refused("Its settings are not valid any more. Save it again.");
    else if (error instanceof CannotOpen)
      result = refused(
        "The secrets of this channel cannot be decrypted with the key in use. Put them in again.",
      );
    else throw error;
  }
  await recordResult(channel.id, event, result);
  return result;
}

/**
 * Sends a message over a channel and keeps what came of it as the channel's last result. Never throws for what a receiver does, for a
 * channel that is gone, or when the signal aborts; `delivery` tells two messages of the same words apart.
 * @throws what the store throws
 */
export async function sendVia(
  channelId: string,
  message: AlertMessage,
  signal: AbortSignal,
  delivery?: string,
): Promise<SendResult> {
  const channel = await findChannel(channelId);
  if (channel === null) return refused("This channel was removed.");
  if (channel.kind === "ping" && message.event !== "test")
    return refused("A dead-man ping takes no messages.");
  return sendAndKeep(channel, message, { event: message.event, signal, delivery });
}

/** The ping itself says all: what a sender is given besides is not sent. */
const NO_MESSAGE: AlertMessage = {
  alertId: "ping",
  event: "test",
  severity: "info",
  headline: "",
  sentences: [],
  rule: "",
  subjects: [],
  action: null,
  startedAt: "",
  endedAt: null,
};

/** Calls the address of a dead-man ping once, and keeps what came of it. @throws what the store throws */
export const sendPing = (channel: StoredChannel, signal: AbortSignal): Promise<SendResult> =>
  sendAndKeep(channel, NO_MESSAGE, { event: "ping", signal });
