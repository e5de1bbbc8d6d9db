import { z } from "zod";
import type { AlertMessage } from "../message";
import { defineChannel, urlSchema } from "./define";

/** `whsec_` and 24 to 64 bytes in base64 (Standard Webhooks, "Signature scheme"). */
const SECRET = /^whsec_([A-Za-z0-9+/]+={0,2})$/;

const secretSchema = z
  .string()
  .trim()
  .refine((text) => {
    const size = keyBytes(text);
    return size !== null && size >= 24 && size <= 64;
  }, "A secret is whsec_ and 24 to 64 bytes in base64.");

/** Returns how many bytes the key of a secret has; null for what is none. */
function keyBytes(text: string): number | null {
  const [, base64] = SECRET.exec(text) ?? [];
  return base64 === undefined ? null : Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}

export const webhook = defineChannel({
  label: "Webhook",
  setUp: "Any receiver of Standard Webhooks: signed JSON with an id, a time and a signature.",
  fields: [
    {
      name: "url",
      label: "Address",
      hint: "Messages are posted to it. It can hold a token, so it is not displayed again.",
      secret: true,
      placeholder: "https://example.com/hooks/headroom",
    },
    {
      name: "secret",
      label: "Signing secret",
      hint: "The receiver checks each message with the same secret.",
      secret: true,
      placeholder: "whsec_…",
    },
  ],
  schema: z.object({ url: urlSchema, secret: secretSchema }),
  where: () => "",
});

/** Returns a message as the payload of Standard Webhooks: type, time and data. */
export const webhookOf = (message: AlertMessage) => ({
  type: `alert.${message.event}`,
  timestamp: message.endedAt ?? message.startedAt,
  data: message,
});
