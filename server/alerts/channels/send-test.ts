import "server-only";
import { randomUUID } from "node:crypto";
import type { AlertMessage } from "@/lib/alerts/message";
import type { AuditLine } from "../../audit/line";
import { auditedVerb } from "../../audit/verb";
import { parseId, type Context } from "../../context";
import { publicUrl } from "../../http/origin";
import { sendVia } from "./send";
import { findChannel, noChannel } from "./stored";

/** How long a test may take, ms: above the limits of each way to send. */
const LIMIT = 70_000;

/** Returns the message of a test: what an alert looks like there, and that nothing is wrong. */
export function testMessage(channel: string, now: Date): AlertMessage {
  return {
    alertId: `test ${randomUUID()}`,
    event: "test",
    severity: "info",
    headline: "This channel works",
    sentences: [`Headroom sent this test to “${channel}”.`, "Nothing is wrong."],
    rule: "Test",
    subjects: [],
    action: { label: "Open the alerts", url: `${publicUrl()}/alerts` },
    startedAt: now.toISOString(),
    endedAt: null,
  };
}

async function sendTest(_ctx: Context, audit: AuditLine, givenId: unknown) {
  const id = parseId(givenId, noChannel().message);
  const channel = await findChannel(id);
  if (channel === null) throw noChannel();
  const { name, kind } = channel;
  const entry = { action: "test a channel" as const, detail: { channel: name, kind } };
  return audit.writeBefore(entry, async () => {
    const { ok, says } = await sendVia(id, testMessage(name, new Date()), AbortSignal.timeout(LIMIT));
    return { ok, says };
  });
}

/** Sends a test over a channel and returns what the receiver answered. @throws NotAllowed for a member, NotFound */
export const testChannel = auditedVerb("admin", sendTest);
