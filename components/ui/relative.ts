const UNITS = [
  { ms: 60_000, upTo: 3_600_000, name: "min" },
  { ms: 3_600_000, upTo: 86_400_000, name: "h" },
  { ms: 86_400_000, upTo: Number.POSITIVE_INFINITY, name: "day" },
] as const;

/** Returns how long ago (or in how long) a time is, in words: "just now", "12 s ago", "3 min ago", "in 2 days". */
export function relativeTime(at: number, now: number): string {
  const distance = Math.abs(now - at);
  if (distance < 5_000) return "just now";
  const amount = amountOf(distance);
  return at <= now ? `${amount} ago` : `in ${amount}`;
}

function amountOf(distance: number): string {
  if (distance < 60_000) return `${Math.floor(distance / 1000)} s`;
  const unit = UNITS.find(({ upTo }) => distance < upTo) ?? UNITS[2];
  const count = Math.floor(distance / unit.ms);
  return unit.name === "day" ? `${count} ${count === 1 ? "day" : "days"}` : `${count} ${unit.name}`;
}

/** Returns the exact time, the same on the server and in every browser: "2026-11-23 03:00:00 UTC". */
export const exactTime = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace("T", " ")
    .replace(/\.\d+Z$/, " UTC");
