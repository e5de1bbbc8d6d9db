import { tablesTarget } from "@/lib/checks/tables/target";
import { checkOf } from "@/lib/checks";
import type { Finding, Status } from "@/lib/checks/finding";
import type { Verdict } from "@/lib/checks/verdict";
import { count } from "@/lib/text/words";

/** A target without tables is the first thing to know: all checks of tables have nothing to judge. */
function emptyTarget(findings: readonly Finding[]): string | null {
  const target = findings.find(({ id, status }) => id === tablesTarget.id && status === "unknown");
  if (target === undefined) return null;
  const others = of(findings, "unknown") - 1;
  return others === 0 ? target.found : `${target.found}. ${count(others, "check")} could not look`;
}

const of = (findings: readonly Finding[], status: Status): number =>
  findings.filter((finding) => finding.status === status).length;

/** Returns the verdict as one sentence without its stop: "3 things keep Electric from running". */
export function headlineOf(findings: readonly Finding[], verdict: Verdict): string {
  const failed = of(findings, "fail");
  const blind = of(findings, "unknown");
  const warned = of(findings, "warn");
  switch (verdict) {
    case "not ready":
      return failed === 1
        ? "1 thing keeps Electric from running"
        : `${failed} things keep Electric from running`;
    case "unknown":
      return (
        emptyTarget(findings) ??
        `${count(blind, "check")} could not look, so it is not known whether Electric would run`
      );
    case "ready with warnings":
      return warned === 0
        ? `Electric can run; ${count(blind, "check")} could not look`
        : `Electric can run, with ${count(warned, "warning")}`;
    case "ready":
      return "Electric can run on this database";
  }
}

/** Returns the rank of a check in what is to be fixed first, lower first. */
const urgencyOf = (id: string): number => checkOf(id)?.urgency ?? Number.MAX_SAFE_INTEGER;

/** Returns findings with those before others that others depend on, whatever their gravity. */
export const byUrgency = <Each extends Pick<Finding, "id">>(findings: readonly Each[]): Each[] =>
  findings.toSorted((one, other) => urgencyOf(one.id) - urgencyOf(other.id));

const GRAVITY: readonly Status[] = ["fail", "unknown", "warn"];

/** Returns the findings that ask for something, in the order of work: the gravest first, and of those what others depend on. */
export const inOrderOfWork = <Each extends Pick<Finding, "id" | "status">>(
  findings: readonly Each[],
): Each[] => GRAVITY.flatMap((status) => byUrgency(findings.filter((finding) => finding.status === status)));

/** Returns the one finding to fix first; null for nothing to do. */
export const nextAction = <Each extends Pick<Finding, "id" | "status">>(
  findings: readonly Each[],
): Each | null => inOrderOfWork(findings)[0] ?? null;
