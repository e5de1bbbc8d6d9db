type LocalTime = {
  /** 0 for Monday. */
  day: number;
  /** Of the day. */
  minute: number;
  /** "2026-11-30" */
  date: string;
};

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  formats.set(zone, made);
  return made;
}

/** Returns whether this program knows a time zone of that name. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Returns the time on the clocks of a zone at a moment, ms since 1970. */
export function localTime(at: number, zone: string): LocalTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const read = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? "00";
  const date = `${read("year")}-${read("month")}-${read("day")}`;
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return { day: (weekday + 6) % 7, minute: Number(read("hour")) * 60 + Number(read("minute")), date };
}

/**
 * Returns the moment at which the clocks of a zone show a time of a day, ms since 1970. A time that a change of the clocks leaves out
 * is the one an hour later.
 */
export function zonedInstant(date: string, minute: number, zone: string): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  const offsetAt = (at: number): number => {
    const local = localTime(at, zone);
    return Date.parse(`${local.date}T00:00:00Z`) + local.minute * 60_000 - Math.floor(at / 60_000) * 60_000;
  };
  const guess = wanted - offsetAt(wanted);
  return wanted - offsetAt(guess);
}
