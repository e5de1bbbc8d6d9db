import { connectionReachable } from "@/lib/checks/connection/reachable";
import { GROUPS, type Group, type Status } from "@/lib/checks/finding";
import { isProblem, type Ignored } from "@/lib/report/ignored";

export const SHOWN = ["problems", "all", "passed", "ignored"] as const;
export type Shown = (typeof SHOWN)[number];

export const SHOWN_LABELS: Record<Shown, string> = {
  problems: "To do",
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

/** State of the page: a shown state, one group or null for all, and a finding that stays whatever is shown. */
export type Narrowed = { shown: Shown; group?: Group | null; kept?: string | null };

/**
 * Returns the findings that are shown: the gravest first, of one gravity in the order in which they came. The one that is `kept` stays whatever is shown: its reader has just ignored it, or taken that back.
 */
export function ordered<Each extends Judged>(
  findings: readonly Each[],
  { shown, group = null, kept = null }: Narrowed,
): Each[] {
  return findings
    .filter(
      (finding) =>
        (kept !== null && finding.id === kept) ||
        (BELONGS[shown](finding) && (group === null || finding.group === group)),
    )
    .sort((a, b) => SEVERITY[a.status] - SEVERITY[b.status]);
}

/** Returns the groups that the shown state has findings of, in reading order, each with their number. */
export const groupsIn = (findings: readonly Judged[], shown: Shown): { group: Group; count: number }[] =>
  GROUPS.map((group) => ({
    group,
    count: findings.filter((finding) => finding.group === group && BELONGS[shown](finding)).length,
  })).filter(({ count }) => count > 0);
