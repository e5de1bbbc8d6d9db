import { dayAndTime, listed } from "@/lib/text/words";
import type { Silence } from "./silence";

const FULL_DAYS = {
  Mon: "Mondays",
  Tue: "Tuesdays",
  Wed: "Wednesdays",
  Thu: "Thursdays",
  Fri: "Fridays",
  Sat: "Saturdays",
  Sun: "Sundays",
} as const;

/** Returns the words for what a silence is about: its rule, its scope or everything. */
export function subjectText(
  { ruleId, scope }: Silence,
  {
    ruleOf,
    nameOf,
  }: { ruleOf: (id: string) => string | undefined; nameOf: (id: string) => string | undefined },
  serverName: string | null,
): string {
  const rule = ruleId === null ? null : (ruleOf(ruleId) ?? "a rule");
  const where =
    serverName ??
    (scope.kind === "every"
      ? null
      : scope.kind === "group"
        ? scope.group
        : listed(scope.ids.flatMap((id) => nameOf(id) ?? [])));
  if (rule !== null) return where === null ? rule : `${rule} on ${where}`;
  return where ?? "everything";
}

/** Returns a silence as a sentence: "Sundays, 03:00 to 04:00 (Europe/Berlin): shop-prod is silent." */
export function silenceText({ schedule }: Silence, subject: string): string {
  const when =
    schedule.kind === "once"
      ? `${dayAndTime(schedule.from)} to ${dayAndTime(schedule.until)}`
      : `${listed(schedule.days.map((day) => FULL_DAYS[day]))}, ${schedule.from} to ${schedule.until} (${schedule.zone})`;
  return `${when}: ${subject} is silent.`;
}
