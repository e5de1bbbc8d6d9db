import { directConnections } from "@/lib/electric/pool";
import { budgetOf } from "@/lib/budget/budget";
import { POOLS_PER_SERVER, SHARE_LEFT, SMALL_SERVER } from "@/lib/budget/max-connections";
import type { Budget } from "@/lib/budget/schema";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { pass, warn, type Judgement } from "../finding";
import type { Known } from "../known";
import { pendingText } from "../server/pending";
import { budgetWays, maxConnectionsWays } from "./ways";
import { whenPeaked, withBudget } from "./with-budget";

/** The pool that the rule of thumb means: what goes through a pooler is none of the server's. */
const ruled = (target: Target): number => Math.min(target.poolSize, directConnections(target));

function tooSmall({ server }: ReachedSnapshot, target: Target): string[] {
  const poolSize = ruled(target);
  const { maxConnections } = server;
  return [
    ...(maxConnections < SMALL_SERVER ? [`max_connections is ${maxConnections}, below ${SMALL_SERVER}`] : []),
    ...(maxConnections < POOLS_PER_SERVER * poolSize
      ? [`max_connections is ${maxConnections}, below ${POOLS_PER_SERVER} × the pool of ${poolSize}`]
      : []),
  ];
}

const NEEDED = `max_connections of ${SMALL_SERVER} or more and of ${POOLS_PER_SERVER} × the pool, a fifth of the usable ones left at the peak`;

/** Judges what is left at the peak of the others, once Electric has its pool. */
export function judgeHeadroom(
  budget: Budget,
  snapshot: ReachedSnapshot,
  target: Target,
  known: Known = {},
): Judgement {
  const { usable, othersPeak, pool } = budget;
  const left = Math.max(0, usable - othersPeak - pool);
  const when = whenPeaked(budget, known);
  const peak = when === "" ? "the peak" : `the peak of the others, ${othersPeak}${when}`;
  const share = `${left} of ${usable} usable connections left at ${peak} (${Math.round((100 * left) / Math.max(1, usable))} %)`;
  const reasons = [...tooSmall(snapshot, target), ...(left < SHARE_LEFT * usable ? [share] : [])];
  if (reasons.length === 0) return pass(`${share}.`);
  return warn({
    found: reasons.join("; ") + pendingText(snapshot.server, "max_connections"),
    needed: NEEDED,
    objects: ["max_connections"],
    ways: budgetWays(budget, snapshot, target),
  });
}

export const budgetHeadroom = defineCheck({
  id: "budget.headroom",
  title: "Connections are left for all others",
  why: "Migrations, consoles, a second deploy and the next instance of the application all need connections beside Electric's pool, which is never given back.",
  source: "Electric docs, integrations/planetscale: at least three times the pool; Electric 1.7.12 observed",
  worst: "warn",
  act: { says: "Leave more connections for all others", page: "connections" },
  judge(snapshot, target, known) {
    const reasons = tooSmall(snapshot, target);
    if (budgetOf(snapshot, target) === null && reasons.length > 0) {
      return warn({
        found: reasons.join("; ") + pendingText(snapshot.server, "max_connections"),
        needed: NEEDED,
        objects: ["max_connections"],
        ways: maxConnectionsWays(snapshot, target, null),
      });
    }
    return withBudget(snapshot, target, known, (budget) => judgeHeadroom(budget, snapshot, target, known));
  },
});
