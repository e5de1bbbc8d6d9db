import { z } from "zod";

/** A word that a message begins with, and how loud a receiver makes it. */
export const SEVERITIES = ["critical", "warning", "info"] as const;

/**
 * Occasion of a message: an alert fires, is still firing (`reminder`), was acknowledged, or is over (`resolved`). `test` is sent by
 * hand, `letter` once a week.
 */
export const MESSAGE_EVENTS = ["firing", "reminder", "acknowledged", "resolved", "test", "letter"] as const;

/** A database that a message is about, with the address of its page, which leads there after the sign-in. */
export const subjectSchema = z.object({ name: z.string(), environment: z.string(), url: z.url() });

/**
 * One message to the people on call, before a channel gives it the form of its receiver. Texts are plain: a channel escapes them for
 * the markup of its receiver. No secret is in it, and a host name only where the rules of the reader's role allow it.
 */
export const alertMessageSchema = z.object({
  /** Stable over all messages of one alert, from firing to resolved: receivers join them by it. */
  alertId: z.string(),
  event: z.enum(MESSAGE_EVENTS),
  severity: z.enum(SEVERITIES),
  /** The headline as on the page, six words at most: "7 short". */
  headline: z.string(),
  /** The sum and the cause, a sentence each. */
  sentences: z.array(z.string()),
  /** Name of the rule: "Headroom below 0". */
  rule: z.string(),
  /** One for most; several where the databases of one server are told of together. */
  subjects: z.array(subjectSchema),
  /** The next act, eight words at most, with the address of its page; null where there is none. */
  action: z.object({ label: z.string(), url: z.url() }).nullable(),
  /** ISO times of the alert's beginning and end; null while it lasts. */
  startedAt: z.string(),
  endedAt: z.string().nullable(),
});

export type AlertMessage = z.infer<typeof alertMessageSchema>;
export type MessageEvent = AlertMessage["event"];
export type Severity = AlertMessage["severity"];
