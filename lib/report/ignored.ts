import { z } from "zod";
import { STATUSES, type Finding, type Status } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";

/** The calendar day of a time, in UTC: "2026-12-23". */
export const dayOf = (time: Date): string => time.toISOString().slice(0, 10);

/** Returns the day that is so many days after a time, in UTC. */
export const dayAfter = (time: Date, days: number): string =>
  dayOf(new Date(time.getTime() + days * 86_400_000));

/** Returns a day as people write it, the same in every browser: "23 Dec 2026". */
export const dayInWords = (day: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));

/** Returns the input to ignore a finding; the same schema judges it in the browser and on the server. */
export const ignoreInputSchema = (now: Date) =>
  z.object({
    reason: z
      .string()
      .trim()
      .min(3, "Say why in at least 3 characters.")
      .max(500, "A reason has at most 500 characters."),
    /** The last day on which it is ignored, in UTC; null until it is taken back. */
    until: z.iso
      .date("Choose a day, or choose no end.")
      .refine(
        (day) => day > dayOf(now),
        `Choose a day after today, which is ${dayInWords(dayOf(now))} in UTC.`,
      )
      .nullable(),
  });

export type IgnoreInput = z.infer<ReturnType<typeof ignoreInputSchema>>;

/** A check whose finding was set aside for one database: why, until which day, by whom, and when (ISO). */
export const ignoredSchema = z.object({
  checkId: z.string(),
  reason: z.string(),
  until: z.string().nullable(),
  /** Status when it was ignored: a finding that is worse now counts again. */
  was: z.enum(STATUSES),
  by: z.string(),
  at: z.string(),
});

export type Ignored = z.infer<typeof ignoredSchema>;

/** Returns those that hold at a time: one that ran out counts again by itself, from the day after its last. */
export const holding = <Each extends Pick<Ignored, "until">>(ignored: readonly Each[], now: Date): Each[] =>
  ignored.filter(({ until }) => until === null || until >= dayOf(now));

/** True for what asks for something to be done; only such a finding can be ignored. */
export const isProblem = (status: Status): boolean =>
  status === "fail" || status === "unknown" || status === "warn";

const GRAVITY: Record<Status, number> = { "not applicable": 0, pass: 0, warn: 1, unknown: 2, fail: 3 };

/** Returns whether a finding is no worse than it was when it was ignored: a warning that became a failure counts again. */
export const covers = ({ was }: Pick<Ignored, "was">, { status }: { status: Status }): boolean =>
  GRAVITY[status] <= GRAVITY[was];

/**
 * Splits findings into those that count and the problems that are ignored. For lists, the next action and badges only:
 * the verdict is always over all findings, because Electric ignores nothing.
 */
export function splitIgnored<Each extends Pick<Finding, "id" | "status">>(
  findings: readonly Each[],
  ignored: readonly Pick<Ignored, "checkId" | "was">[],
): { counting: Each[]; ignored: Each[] } {
  const byCheck = new Map(ignored.map((each) => [each.checkId, each]));
  const aside = (finding: Each): boolean => {
    const said = byCheck.get(finding.id);
    return said !== undefined && isProblem(finding.status) && covers(said, finding);
  };
  return {
    counting: findings.filter((finding) => !aside(finding)),
    ignored: findings.filter(aside),
  };
}

/** Returns what is ignored as a sentence without its stop, null for nothing: "1 failing check is ignored". */
export function ignoredInWords(ignored: readonly { status: Status }[]): string | null {
  const many = (status: Status) => ignored.filter((finding) => finding.status === status).length;
  const parts = [
    { number: many("fail"), words: count(many("fail"), "failing check") },
    { number: many("unknown"), words: `${count(many("unknown"), "check")} that could not look` },
    { number: many("warn"), words: count(many("warn"), "warning") },
  ].filter(({ number }) => number > 0);
  if (parts.length === 0) return null;
  const said = parts.map(({ words }) => words);
  const last = said.pop() ?? "";
  const list = said.length === 0 ? last : `${said.join(", ")} and ${last}`;
  return `${list} ${ignored.length === 1 ? "is" : "are"} ignored`;
}

/** Returns one as a sentence without its stop: "ignored until 23 Dec 2026 by Ada: it is a copy". */
export const ignoredSentence = ({ until, by, reason }: Omit<Ignored, "checkId" | "at" | "was">): string =>
  `ignored until ${until === null ? "it is taken back," : dayInWords(until)} by ${by}: ${reason}`;
