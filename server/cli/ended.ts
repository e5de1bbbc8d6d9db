import "server-only";
import type { Status } from "@/lib/checks/finding";
import { count } from "@/lib/text/words";
import { type Paint, plain } from "@/lib/report/terminal";
import type { Plan } from "@/lib/repair/plan/schema";
import type { FinalState } from "@/lib/repair/run/machine";
import type { Compared } from "@/lib/repair/run/schema";
import { STATUS_COLOURS, STATUS_WORDS } from "./print";

/** Facts of a run that is over. */
export type Outcome = {
  state: FinalState;
  says: string;
  sqlstate: string | null;
  lockMs: number | null;
  compared: readonly Compared[];
  plan: Plan;
};

const WORDS: Record<FinalState, string> = {
  applied: "APPLIED",
  rehearsed: "REHEARSED",
  refused: "ROLLED BACK",
  changed: "NOTHING CHANGED",
  blocked: "NOTHING CHANGED",
  busy: "NOTHING CHANGED",
  cancelled: "CANCELLED",
  failed: "NOTHING CHANGED",
  unfinished: "COMMITTED, NOT FINISHED",
};

/** 0 applied and verified, 1 rolled back because a check did not pass, 2 could not run, 130 ended by Ctrl-C. */
export const STATUS_OF: Record<FinalState, 0 | 1 | 2 | 130> = {
  applied: 0,
  rehearsed: 0,
  refused: 1,
  changed: 2,
  blocked: 2,
  busy: 2,
  cancelled: 130,
  failed: 2,
  unfinished: 2,
};

/** The states in which something of the plan stands in the database. */
export const COMMITTED: ReadonlySet<FinalState> = new Set<FinalState>(["applied", "unfinished"]);

const COLOUR_OF = { 0: 32, 1: 31, 2: 31, 130: 33 } as const;

function comparedLine({ check, before, after, found }: Compared, paint: Paint): string {
  const word = (status: Status) => STATUS_WORDS[status].padEnd(7);
  const words = `${word(before)} -> ${paint(STATUS_COLOURS[after], word(after))}`;
  return `  ${words} ${plain(check)}${after === "pass" ? "" : `: ${plain(found)}`}`;
}

/** Returns how a run ended, as lines: the state, why, each check that was promised or moved, and how long it locked. */
export function endedLines(outcome: Outcome, paint: Paint): string[] {
  const { state, says, sqlstate, lockMs, compared, plan } = outcome;
  const told = compared.filter(({ promised, before, after }) => promised || before !== after);
  return [
    paint(COLOUR_OF[STATUS_OF[state]], WORDS[state]),
    `${plain(says)}${sqlstate === null || says.includes(sqlstate) ? "" : ` (SQLSTATE ${plain(sqlstate)})`}`,
    ...(told.length === 0
      ? []
      : ["", "Checks, before and after", ...told.map((one) => comparedLine(one, paint))]),
    ...(lockMs === null
      ? []
      : ["", `${count(plan.locks.length, "table was", "tables were")} locked for ${Math.round(lockMs)} ms.`]),
  ];
}
