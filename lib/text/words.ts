/** Returns a number beside its noun: "1 table", "12 tables", "1,200 tables". */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;

/** How many names a sentence lists before it counts the rest. */
const MOST_NAMES = 5;

/** Returns names as a sentence lists them: "a", "a and b", "a, b, c, d and 12 others". */
export function listed(names: readonly string[]): string {
  const shown = names.length > MOST_NAMES ? names.slice(0, MOST_NAMES - 1) : names;
  const rest = names.length - shown.length;
  const [last = "", ...before] = (rest === 0 ? [...shown] : [...shown, count(rest, "other")]).reverse();
  return before.length === 0 ? last : `${before.reverse().join(", ")} and ${last}`;
}

/** Returns one example and the number of the rest: "public.orders and 41 other tables". */
export function example(objects: readonly string[], one: string, many = `${one}s`): string {
  const [first = "", ...rest] = objects;
  return rest.length === 0 ? first : `${first} and ${count(rest.length, `other ${one}`, `other ${many}`)}`;
}

/** Returns what a text begins with, without its reasons: up to the first stop that a space or the end follows. */
export const firstSentence = (text: string): string => /^.*?\.(?= |$)/s.exec(text)?.[0] ?? text;

const UNITS = ["bytes", "kB", "MB", "GB", "TB", "PB"] as const;

/** Returns bytes as Postgres prints them (pg_size_pretty, powers of 1024), with one decimal below 10. */
export function bytes(amount: number): string {
  let rest = amount;
  let unit = 0;
  while (Math.abs(rest) >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && Math.abs(rest) < 10 ? 1 : 0;
  return `${Number(rest.toFixed(digits))} ${UNITS[unit] ?? "bytes"}`;
}

/** Returns a span of time in its largest sensible unit: "90 s", "12 min", "3 h", "4 days". */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

/** American English: British English shortens September to "Sept". */
const UTC = new Intl.DateTimeFormat("en-US", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** Returns a moment to the minute, the same for every reader: "21 Nov, 14:02 UTC". `iso` is an ISO time. */
export function dayAndTime(iso: string): string {
  const parts = new Map(UTC.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]));
  return `${parts.get("day")} ${parts.get("month")}, ${parts.get("hour")}:${parts.get("minute")} UTC`;
}
