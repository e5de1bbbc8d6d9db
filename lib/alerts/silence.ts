import { z } from "zod";
import { scopeSchema } from "./rule";
import { isZone, localTime, zonedInstant } from "./zone";

export const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time such as 03:00.");

/** When a silence holds: once, or each week in a named time zone. A weekly one that ends before it begins goes over midnight. */
export const scheduleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("once"), from: z.iso.datetime(), until: z.iso.datetime() }),
  z.object({
    kind: z.literal("weekly"),
    days: z.array(z.enum(DAYS)).min(1, "Choose a day at least.").max(7),
    from: clock,
    until: clock,
    zone: z.string().max(60).refine(isZone, "A time zone such as Europe/Berlin or UTC."),
  }),
]);

/** A time in which alerts are not sent: a mute of a rule, of a server or of all, or a planned maintenance. */
export const silenceSchema = z.object({
  kind: z.enum(["mute", "maintenance"]),
  /** One rule; null for all. */
  ruleId: z.uuid().nullable().default(null),
  /** One server by its key; null for all. */
  server: z.string().max(1000).nullable().default(null),
  scope: scopeSchema.default({ kind: "every" }),
  schedule: scheduleSchema,
  reason: z.string().trim().max(200, "At most 200 characters.").default(""),
});

export type Schedule = z.infer<typeof scheduleSchema>;
export type Silence = z.infer<typeof silenceSchema>;
export type StoredSilence = Silence & { id: string; by: string };

const DAY_MS = 24 * 3_600_000;
const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

/** Returns whether a schedule holds at a moment, ms since 1970. */
export function holds(schedule: Schedule, at: number): boolean {
  if (schedule.kind === "once") return at >= Date.parse(schedule.from) && at < Date.parse(schedule.until);
  const { day, minute } = localTime(at, schedule.zone);
  const [from, until] = [minutesOf(schedule.from), minutesOf(schedule.until)];
  const on = (index: number) => {
    const name = DAYS[(index + 7) % 7];
    return name !== undefined && schedule.days.includes(name);
  };
  if (from < until) return on(day) && minute >= from && minute < until;
  return (on(day) && minute >= from) || (on(day - 1) && minute < until);
}

/** Returns the next begin of a schedule after a moment, ms since 1970; null where it has begun for the last time. */
export function nextStart(schedule: Schedule, after: number): number | null {
  if (schedule.kind === "once") {
    const from = Date.parse(schedule.from);
    return from > after ? from : null;
  }
  for (let ahead = 0; ahead <= 8; ahead++) {
    const local = localTime(after + ahead * DAY_MS, schedule.zone);
    const name = DAYS[local.day];
    if (name === undefined || !schedule.days.includes(name)) continue;
    const start = zonedInstant(local.date, minutesOf(schedule.from), schedule.zone);
    if (start > after) return start;
  }
  return null;
}

/** Returns whether a schedule can still hold at a moment or later. */
export const isOver = (schedule: Schedule, at: number): boolean =>
  schedule.kind === "once" && Date.parse(schedule.until) <= at;

/** Returns when a schedule that holds ends, ms since 1970. */
export function endOf(schedule: Schedule, at: number): number {
  if (schedule.kind === "once") return Date.parse(schedule.until);
  const { date, minute } = localTime(at, schedule.zone);
  const until = minutesOf(schedule.until);
  const today = zonedInstant(date, until, schedule.zone);
  return minute < until
    ? today
    : zonedInstant(localTime(at + DAY_MS, schedule.zone).date, until, schedule.zone);
}
