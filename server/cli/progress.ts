import "server-only";
import type { Plan } from "@/lib/repair/plan/schema";
import { plain } from "@/lib/report/terminal";
import { firstSentence } from "@/lib/text/words";
import { blockerSentence } from "@/lib/repair/run/blocker";
import type { RunState } from "@/lib/repair/run/machine";
import type { Blocker, Progress } from "@/lib/repair/run/schema";

/** Text at each state of a run; an empty one says nothing. */
const SAYS: Record<RunState, string> = {
  connecting: "",
  reading: "Reading the database again: it has to be what was planned for.",
  locking: "",
  waiting: "",
  changing: "",
  verifying: "Looking at every check again, before the commit.",
  committing: "Committing.",
  resolving: "The connection was lost at the commit. Asking the database what became of it.",
  finishing: "",
  applied: "",
  rehearsed: "",
  refused: "",
  changed: "",
  blocked: "",
  busy: "",
  cancelled: "",
  failed: "",
  unfinished: "",
};

/** Returns who holds a lock, and how, with nothing that a terminal would obey. */
export const blockerText = (blocker: Blocker): string => plain(blockerSentence(blocker));

function waiting({ blockers, attempt, nextTryAt }: Progress): string[] {
  const next = nextTryAt === null ? "" : ` Try ${attempt + 1} follows at ${nextTryAt.slice(11, 19)} UTC.`;
  return [
    ...blockers.map(blockerText),
    `Not every lock is free, so nothing is locked and nothing waits behind this.${next} Ctrl-C gives up.`,
  ];
}

/** Tells of a run as it goes, one line per thing that happened; returns what is called with each news of it. */
export function teller(plan: Plan, tell: (line: string) => void): (news: Progress) => void {
  let [state, done, attempt]: [RunState | null, number, number] = [null, 0, 0];
  return (news) => {
    // A transaction that was given up for a lock had done nothing that stays.
    if (news.stepsDone < done) done = news.stepsDone;
    for (; done < news.stepsDone; done += 1)
      tell(`  done ${done + 1}/${plan.steps.length}  ${firstSentence(plain(plan.steps[done]?.says ?? ""))}`);
    const moved = news.state !== state || news.attempt !== attempt;
    if (moved && news.state === "waiting") waiting(news).forEach(tell);
    else if (news.state !== state && SAYS[news.state] !== "") tell(SAYS[news.state]);
    ({ state, attempt } = news);
  };
}
