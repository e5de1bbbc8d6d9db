import { GROUPS, type Group, type Status } from "@/lib/checks/finding";

export const SHOWN = ["problems", "all", "passed"] as const;
export type Shown = (typeof SHOWN)[number];

export const SHOWN_LABELS: Record<Shown, string> = { problems: "Problems", all: "All", passed: "Passed" };

export const GROUP_LABELS: Record<Group, string> = {
  connection: "Connection",
  server: "Server",
  budget: "Connection budget",
  role: "Role",
  tables: "Tables",
  publication: "Publication",
  slot: "Replication slot",
  electric: "Electric",
};

const isProblem = (status: Status): boolean => status === "fail" || status === "warn" || status === "unknown";

/** True when a status belongs to what is shown. What does not apply stands under "all" only. */
export function belongs(status: Status, shown: Shown): boolean {
  if (shown === "all") return true;
  return shown === "problems" ? isProblem(status) : status === "pass";
}

type Judged = { group: Group; status: Status };

/** Returns how many findings each choice would show. */
export const countShown = (findings: readonly Judged[]): Record<Shown, number> => ({
  problems: findings.filter(({ status }) => isProblem(status)).length,
  all: findings.length,
  passed: findings.filter(({ status }) => status === "pass").length,
});

/** Returns what is shown when nothing was chosen: the problems, or everything where there are none. */
export const shownAtFirst = (findings: readonly Judged[]): Shown =>
  findings.some(({ status }) => isProblem(status)) ? "problems" : "all";

const SEVERITY: Record<Status, number> = { fail: 0, unknown: 1, warn: 2, pass: 3, "not applicable": 4 };

/** Returns the findings that are shown, by group in reading order, the worst of each group first. */
export function grouped<Each extends Judged>(
  findings: readonly Each[],
  shown: Shown,
): { group: Group; findings: Each[] }[] {
  return GROUPS.map((group) => ({
    group,
    findings: findings
      .filter((finding) => finding.group === group && belongs(finding.status, shown))
      .sort((a, b) => SEVERITY[a.status] - SEVERITY[b.status]),
  })).filter(({ findings: some }) => some.length > 0);
}
