import type { Range } from "./schema";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const STEP_MS: Record<Exclude<Range, "year">, number> = {
  hour: 10 * MINUTE,
  day: 4 * 60 * MINUTE,
  week: DAY,
};

/** The first of each month of the reader's clock within a year. */
function months(from: number, to: number): number[] {
  const start = new Date(from);
  const ticks: number[] = [];
  for (let month = start.getMonth() + 1; ; month += 1) {
    const at = new Date(start.getFullYear(), month, 1).getTime();
    if (at > to) return ticks;
    ticks.push(at);
  }
}

/** Returns the times (ms) that get a label: round ones of the reader's clock. `offsetMin` as getTimezoneOffset has it. */
export function timeTicks(range: Range, from: number, to: number, offsetMin: number): number[] {
  if (range === "year") return months(from, to);
  const step = STEP_MS[range];
  const shift = offsetMin * MINUTE;
  const ticks: number[] = [];
  for (let at = Math.ceil((from - shift) / step) * step + shift; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** One form for all: 24 hours, English, in the reader's zone. `timeZone` is for tests; the browser's own without it. */
const format = (options: Intl.DateTimeFormatOptions, timeZone?: string) =>
  new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options, ...(timeZone ? { timeZone } : {}) });

/** Returns the label of a time on the axis: "13:04", "Mon 24", "Nov". */
export function axisTime(range: Range, at: number, timeZone?: string): string {
  if (range === "year") return format({ month: "short" }, timeZone).format(at);
  if (range === "week") return format({ weekday: "short", day: "numeric" }, timeZone).format(at);
  return format({ hour: "2-digit", minute: "2-digit" }, timeZone).format(at);
}

/** Returns the reader's zone at a time: "UTC+1". */
function zoneOf(at: number, timeZone?: string): string {
  const parts = format({ timeZoneName: "shortOffset" }, timeZone).formatToParts(at);
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "")
    .replace(/^GMT(\+0)?$/, "UTC")
    .replace("GMT", "UTC");
}

/** Returns a time as a heading has it: "14:00:12" within a day, "24 Nov, 14:00" beyond. */
export const momentTime = (range: Range, at: number, timeZone?: string): string =>
  range === "hour" || range === "day"
    ? format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, timeZone).format(at)
    : format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }, timeZone).format(at);

/** Returns the exact time in the reader's zone: "24 Nov 2026, 14:00:12 UTC+1". */
export const exactLocalTime = (at: number, timeZone?: string): string =>
  `${format({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" }, timeZone).format(at)} ${zoneOf(at, timeZone)}`;

/** Returns the stretch of a chart with its zone: "13:04 to 14:04, UTC+1". */
export function spanText(range: Range, from: number, to: number, timeZone?: string): string {
  const day = { day: "numeric", month: "short" } as const;
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  const options =
    range === "hour" ? clock : range === "year" ? { ...day, year: "numeric" as const } : { ...day, ...clock };
  const text = format(options, timeZone);
  return `${text.format(from)} to ${text.format(to)}, ${zoneOf(to, timeZone)}`;
}
