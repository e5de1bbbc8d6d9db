import type { Finding } from "@/lib/checks/finding";
import { remedies } from "@/lib/repair/remedies";

const curable: ReadonlySet<string> = new Set(remedies.flatMap(({ cures }) => cures));

/** Returns the checks among these findings that a plan could cure: they fail or warn, and a remedy is offered for them. */
export const curableOf = (findings: readonly Pick<Finding, "id" | "status">[]): string[] =>
  findings
    .filter(({ id, status }) => (status === "fail" || status === "warn") && curable.has(id))
    .map(({ id }) => id);
