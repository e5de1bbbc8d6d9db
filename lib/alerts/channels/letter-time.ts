import { z } from "zod";

export const WEEKDAYS = [
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
  "Sunday",
] as const;

const DAY = 86_400_000;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The weekly letter: off by default; `since` is when it was switched on, so that none is sent for a time before. */
export const letterSettingSchema = z.object({
  on: z.boolean().default(false),
  weekday: z.number().int().min(0).max(6).default(0),
  hour: z.number().int().min(0).max(23).default(9),
  zone: z.string().max(60).refine(isZone, "There is no such time zone.").default("UTC"),
  channels: z.array(z.uuid()).max(20).default([]),
  since: z.iso.datetime().nullable().default(null),
});

/** When letters are due: a weekday (0 is Monday) and an hour in a named zone. */
export type LetterTime = Pick<z.infer<typeof letterSettingSchema>, "weekday" | "hour" | "zone">;

type Wall = { year: number; month: number; day: number; weekday: number; ms: number };

/** A format is costly to make, so each zone has one. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const two = "2-digit";
  const fields = { year: "numeric", month: two, day: two, hour: two, minute: two, second: two } as const;
  const made = new Intl.DateTimeFormat("en-CA", { timeZone, hourCycle: "h23", ...fields });
  formats.set(timeZone, made);
  return made;
}

/** Returns the wall clock of a zone at an instant; `ms` is the wall clock as if it were UTC. */
function wallAt(instant: number, zone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return { year, month, day, weekday: (new Date(ms).getUTCDay() + 6) % 7, ms };
}

/** Returns the instant of a wall clock: the earlier of two where the clock is put back, the later side where it jumps ahead. */
function instantOf(wall: number, zone: string): number {
  const offset = (instant: number) => wallAt(instant, zone).ms - Math.floor(instant / 1000) * 1000;
  const candidates = [offset(wall - DAY), offset(wall + DAY)].map((ms) => wall - ms);
  const exact = candidates.filter((instant) => wallAt(instant, zone).ms === wall);
  return exact.length > 0 ? Math.min(...exact) : Math.max(...candidates);
}

/** Returns the last time at or before `now` at which a letter was due, ms. */
export function lastDue({ weekday, hour, zone }: LetterTime, now: number): number {
  const today = wallAt(now, zone);
  const midnight = Date.UTC(today.year, today.month - 1, today.day);
  const back = (today.weekday - weekday + 7) % 7;
  const due = instantOf(midnight - back * DAY + hour * 3_600_000, zone);
  return due <= now ? due : instantOf(midnight - (back + 7) * DAY + hour * 3_600_000, zone);
}
