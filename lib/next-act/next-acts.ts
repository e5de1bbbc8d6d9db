import type { ActPage } from "@/lib/checks/define";
import type { Finding } from "@/lib/checks/finding";
import { fixableOf } from "@/lib/repair/plan/fixable";
import type { Target } from "@/lib/target/schema";
import { count } from "@/lib/text/words";
import { actOf, actPath } from "./act";
import { inOrderOfWork } from "@/lib/report/headline";

/** Next step on the page of a database: the act, its reason, and the button that leads to where it is done. */
export type NextAct = { key: string; says: string; why: string; button: string; href: string };

const MOST = 3;

const BUTTONS: Record<ActPage, string> = {
  repair: "Show fix",
  readiness: "Show",
  connections: "Options",
  replication: "Show slot",
  tables: "Show tables",
  settings: "Settings",
  test: "Show test",
};

type Situation = {
  databaseId: string;
  /** Findings that count: what is ignored is left out, and those of the last trial are with them. */
  findings: readonly Finding[];
  target: Pick<Target, "role">;
  /** A plan is offered. */
  planned: boolean;
  /** Electric can run here and does not: connecting it is the next step. */
  connects: boolean;
};

const statusOf = (status: Finding["status"]) =>
  status === "warn" || status === "unknown" ? status : ("fail" as const);

/** Returns how much of what is open one plan is for: "One plan for 4 of 5 failures." */
function planWords(findings: readonly Finding[], fixable: ReadonlySet<string>): string {
  const kind = findings.some(({ id, status }) => status === "fail" && fixable.has(id)) ? "fail" : "warn";
  const all = findings.filter(({ status }) => status === kind);
  const part = all.filter(({ id }) => fixable.has(id)).length;
  const noun = kind === "fail" ? "failure" : "warning";
  return part === all.length
    ? `One plan for ${count(part, noun)}.`
    : `One plan for ${part} of ${count(all.length, noun)}.`;
}

const sentence = (text: string): string => (/[.…]$/.test(text) ? text : `${text}.`);

/** Returns why an act is asked for. A sum of connections is of the check run, beside a figure that is newer. */
function reasonOf(id: string, status: Finding["status"], found: string, unknown: number): string {
  if (status === "unknown" && unknown > 1) return `${count(unknown, "check")} could not look.`;
  return id.startsWith("budget.") ? "Connections shows each option with its sum." : sentence(found);
}

/** Returns at most three acts, the most urgent first: what one plan fixes is one act, and so is what could not be read. */
export function nextActs({ databaseId, findings, target, planned, connects }: Situation): NextAct[] {
  const home = `/databases/${databaseId}`;
  // What is a choice rather than a fix, such as the pool's size, is an act of its own beside the plan.
  const isPlans = (id: string) => actOf(id, target).page === "repair";
  const fixable = new Set(planned ? fixableOf(findings).filter(isPlans) : []);
  const acts = new Map<string, NextAct>();
  if (connects)
    acts.set("connect", {
      key: "connect",
      says: "Connect Electric",
      why: "The database is ready for it.",
      button: "Connect Electric",
      href: `${home}/connect`,
    });
  const unknown = findings.filter(({ status }) => status === "unknown").length;
  for (const { id, status, found } of inOrderOfWork(findings)) {
    const key = fixable.has(id) ? "plan" : status === "unknown" ? "unknown" : id;
    if (acts.has(key)) continue;
    const { says, page } = actOf(id, target, statusOf(status));
    if (key === "plan")
      acts.set(key, {
        key,
        says,
        why: planWords(findings, fixable),
        button: "Make it ready",
        href: `${home}/repair`,
      });
    else
      acts.set(key, {
        key,
        says,
        why: reasonOf(id, status, found, unknown),
        button: BUTTONS[page],
        href: actPath(databaseId, id, !planned && page === "repair" ? "readiness" : page),
      });
  }
  return [...acts.values()].slice(0, MOST);
}
