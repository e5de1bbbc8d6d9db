import "server-only";
import { mailOf } from "@/lib/alerts/channels/mail";
import type { AlertMessage } from "@/lib/alerts/message";
import { MailNotSent } from "../../mail/not-sent";
import { sendMail } from "../../mail/send";
import type { PostOptions, PostResult } from "./post";

/**
 * Sends a message by mail. A 4xx for one address (greylisting) is tried again for all: the Message-ID stays the same, so that readers
 * show it once, and a person who hears nothing is worse than one who is told twice.
 */
export async function sendByMail(
  to: readonly string[],
  message: AlertMessage,
  id: string,
  { signal, policy }: PostOptions,
): Promise<PostResult> {
  try {
    await sendMail({ to, id, ...mailOf(message) }, { signal, policy });
    return {
      ok: true,
      says:
        to.length === 1 ? "The mail server took it." : `The mail server took it for ${to.length} addresses.`,
    };
  } catch (error) {
    if (!(error instanceof MailNotSent)) throw error;
    return { ok: false, says: error.words.found, retry: error.problem.retry, retryAfterMs: null };
  }
}
