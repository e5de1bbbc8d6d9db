import { z } from "zod";

/** Stands for Headroom itself among the people. */
export const NO_PERSON = "headroom";

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const daySchema = z
  .string()
  .refine((day) => DAY.test(day) && !Number.isNaN(Date.parse(day)), "A day is written like 2026-11-23.");

/** A text that the log can hold: Postgres stores no NUL and no half of a character. */
const plain = (most: number) =>
  z
    .string()
    .max(most, `At most ${most} characters are searched for.`)
    .refine(
      (text) => !text.includes("\0") && text.isWellFormed(),
      "It has a character that no entry can hold.",
    );

/** Which entries of the audit log are shown; null leaves all of them in. Days are whole days, UTC. */
export const eventFilterSchema = z.object({
  /** The id that the database has, or had. */
  database: plain(100).min(1).nullable().default(null),
  /** The id that the account has, or had; NO_PERSON for Headroom itself. */
  person: plain(100).min(1).nullable().default(null),
  action: plain(100).min(1).nullable().default(null),
  /** Stands somewhere in it, in capitals or not. */
  text: plain(200).nullable().default(null),
  from: daySchema.nullable().default(null),
  to: daySchema.nullable().default(null),
});

export type EventFilter = z.infer<typeof eventFilterSchema>;

/** Lets everything in. */
export const everyEvent: EventFilter = eventFilterSchema.parse({});

const NAMES = Object.keys(everyEvent).filter((name): name is keyof EventFilter => name in everyEvent);

/** Returns the filter that an address holds; what it says that cannot be is left out. */
export function readFilter(params: URLSearchParams): EventFilter {
  const read = NAMES.map((name) => {
    const value = eventFilterSchema.shape[name].safeParse(params.get(name) || null);
    return [name, value.success ? value.data : null];
  });
  return eventFilterSchema.parse(Object.fromEntries(read));
}

/** Returns the query string of a filter, empty where it lets everything in. */
export function filterQuery(filter: EventFilter): string {
  const params = new URLSearchParams();
  for (const name of NAMES) {
    const value = filter[name];
    if (value !== null && value !== "") params.set(name, value);
  }
  const text = params.toString();
  return text === "" ? "" : `?${text}`;
}

/** Returns whether a filter lets everything in. */
export const isEvery = (filter: EventFilter): boolean => filterQuery(filter) === "";
