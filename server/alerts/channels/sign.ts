import "server-only";
import { createHash, createHmac } from "node:crypto";
import type { AlertMessage } from "@/lib/alerts/message";

/**
 * Returns the headers of Standard Webhooks for a body: `webhook-signature` is `v1,` and the HMAC-SHA256 in base64 of
 * `id.timestamp.body`, under the bytes that stand in base64 behind `whsec_`. `now` is in ms.
 */
export function signedHeaders(secret: string, id: string, body: string, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.trim().replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}

/**
 * Returns an id that is the same at each try of one message, so that a receiver takes it once: of the delivery where the caller names
 * one, else of the words.
 */
export function messageId(message: AlertMessage, delivery: string | undefined): string {
  const hash = createHash("sha256")
    .update(JSON.stringify(delivery === undefined ? message : [delivery, message.event]))
    .digest("hex");
  return `msg_${hash.slice(0, 32)}`;
}
