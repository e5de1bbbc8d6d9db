import { connectionReachable } from "@/lib/checks/connection/reachable";
import { GROUPS, type Group, type Status } from "@/lib/checks/finding";
import { isProblem, type Ignored } from "@/lib/report/ignored";

export const SHOWN = ["problems", "all", "passed", "ignored"] as const;
export type Shown = (typeof SHOWN)[number];

export const SHOWN_LABELS: Record<Shown, string> = {
  problems: "Problems",
  all: "All",
  passed: "Passed",
  ignored: "Ignored",
};

export const GROUP_LABELS: Record<Group, string> = {
  connection: "Connection",
  server: "Server",
  budget: "Connection budget",
  role: "Role",
  tables: "Tables",
  publication: "Publication",
  slot: "Replication slot",
  electric: "Electric",
  trial: "Trial as Electric",
};

type Judged = {
  id?: string;
  group: Group;
  status: Status;
  ignored?: Ignored | null;
  /** Not judged because there was no session: one problem, told by the check of the session, not one for each check. */
  waiting?: boolean;
};

/** Returns the findings with which of them wait for a session. */
export function withWaiting<Each extends Judged>(findings: readonly Each[]): (Each & { waiting: boolean })[] {
  const unreached = findings.some(({ id, status }) => id === connectionReachable.id && status === "fail");
  return findings.map((finding) => ({ ...finding, waiting: unreached && finding.status === "unknown" }));
}

const BELONGS: Record<Shown, (finding: Judged) => boolean> = {
  problems: ({ status, ignored, waiting }) => isProblem(status) && !ignored && !waiting,
  all: () => true,
  passed: ({ status }) => status === "pass",
  ignored: ({ status, ignored }) => isProblem(status) && Boolean(ignored),
};

/** Returns how many findings each choice would show. */
export const countShown = (findings: readonly Judged[]): Record<Shown, number> => ({
  problems: findings.filter(BELONGS.problems).length,
  all: findings.length,
  passed: findings.filter(BELONGS.passed).length,
  ignored: findings.filter(BELONGS.ignored).length,
});

/** Returns what is shown when nothing was chosen: the problems, or everything where there are none. */
export const shownAtFirst = (findings: readonly Judged[]): Shown =>
  findings.some(BELONGS.problems) ? "problems" : "all";

const SEVERITY: Record<Status, number> = { fail: 0, unknown: 1, warn: 2, pass: 3, "not applicable": 4 };

/**
 * Returns the findings that are shown, by group in reading order, the worst of each group first. The one that is `kept`
 * stays whatever is shown: its reader has just ignored it, or taken that back.
 */
export function grouped<Each extends Judged>(
  findings: readonly Each[],
  shown: Shown,
  kept: string | null = null,
): { group: Group; findings: Each[] }[] {
  return GROUPS.map((group) => ({
    group,
    findings: findings
      .filter(
        (finding) =>
          finding.group === group && (BELONGS[shown](finding) || (kept !== null && finding.id === kept)),
      )
      .sort((a, b) => SEVERITY[a.status] - SEVERITY[b.status]),
  })).filter(({ findings: some }) => some.length > 0);
}
