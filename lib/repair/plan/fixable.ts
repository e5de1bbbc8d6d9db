import type { Finding } from "@/lib/checks/finding";
import { remedies } from "@/lib/repair/remedies";

const fixable: ReadonlySet<string> = new Set(remedies.flatMap(({ fixes }) => fixes));

/** Returns whether a remedy is offered for a check. */
export const isFixable = (id: string): boolean => fixable.has(id);

/** Returns the checks among these findings that a plan could fix: they fail or warn, and a remedy is offered for them. */
export const fixableOf = (findings: readonly Pick<Finding, "id" | "status">[]): string[] =>
  findings
    .filter(({ id, status }) => (status === "fail" || status === "warn") && isFixable(id))
    .map(({ id }) => id);

const clears: ReadonlySet<string> = new Set(
  remedies.filter(({ onRequest, cleansUp }) => !onRequest && !cleansUp).flatMap(({ fixes }) => fixes),
);

/** Returns the checks among these findings that the plan for everything could clear: a remedy that is asked for is no part of it. */
export const clearedByPlan = (findings: readonly Pick<Finding, "id" | "status">[]): string[] =>
  fixableOf(findings).filter((id) => clears.has(id));
