import { isUnseen } from "@/lib/snapshot/seen";
import { directConnections, poolSplit } from "@/lib/electric/pool";
import type { PoolChoice, Target } from "@/lib/target/schema";
import { sumsOf, type KnownPeak } from "./budget";
import type { Connections } from "./connections";
import { sessionsIn, type Sessions } from "./electric-sessions";
import { headroomText } from "./headroom";
import { bindingLimits } from "./limits";
import { recommendationOf, type Recommendation } from "./recommendation";
import type { Budget } from "./schema";

/** Change that is tried out: Electric's pool, and the connections of the server. */
export type Change = Partial<PoolChoice & { maxConnections: number }>;

export type WhatIf = { budget: Budget; recommendation: Recommendation; sentence: string };

function sentenceOf(budget: Budget, { role, instances, pooled }: Target): string {
  const { poolSize, pool, othersTotal, usable, short, othersPeak, headroom } = budget;
  const figure = headroomText(headroom);
  const whose = instances > 1 ? `${instances} instances of Electric` : "Electric";
  const total = pool + othersTotal;
  const sum = `${pool} for ${whose} + ${othersTotal} others = ${total} of ${usable} usable`;
  const beside = pooled ? " What the pooler opens comes on top." : "";
  if (headroom < 0)
    return short > 0
      ? `A pool of ${poolSize} does not fit: ${sum}, ${figure}.${beside}`
      : `A pool of ${poolSize} is held, and could not be opened again: ${sum}, ${figure}.${beside}`;
  const [limited] = bindingLimits(budget, pool);
  if (limited !== undefined) {
    const of = limited.whose === "role" ? `role ${role}` : "the database";
    return `A pool of ${poolSize} does not fit below the CONNECTION LIMIT of ${of}: ${pool} for ${whose} + ${limited.others} others that count against it, of ${limited.limit}.${beside}`;
  }
  const peak = pool + othersPeak > usable ? `; not at the others' peak of ${othersPeak}` : "";
  return `A pool of ${poolSize} fits: ${sum}, ${figure}${peak}.${beside}`;
}

/** Without a pooled URL Electric's sessions behind the pooler go away: nameless ones, no more than its snapshot pools. */
function withoutPooler({ others, ...rest }: Sessions, { database }: Connections, target: Target): Sessions {
  let gone = poolSplit(target.poolSize).snapshot * target.instances;
  const staying = others.flatMap((group) => {
    const behind =
      group.applicationName === "" && group.role === target.role && group.database === database.name;
    const taken = behind ? Math.min(gone, group.count) : 0;
    gone -= taken;
    return group.count > taken ? [{ ...group, count: group.count - taken }] : [];
  });
  return { ...rest, others: staying };
}

/** No more sessions can be open than the server has places: Headroom leaves first, then Electric opens its pool anew. */
function placed({ electric, own, others }: Sessions, pool: number, maxConnections: number): Sessions {
  const room = Math.max(0, maxConnections - others.reduce((sum, { count }) => sum + count, 0));
  const staying = Math.min(electric, pool, room);
  return { electric: staying, own: Math.min(own, room - staying), others };
}

/**
 * Returns what the sums would be once Electric was started anew with a change: its sessions of today count as no more than
 * what it would open then. Null where no sessions could be seen.
 */
export function whatIf(
  connections: Connections,
  target: Target,
  { maxConnections, ...choice }: Change,
  known: KnownPeak = {},
): WhatIf | null {
  const { activity, server } = connections;
  if (isUnseen(activity)) return null;
  const tried = { ...target, ...choice };
  const most = maxConnections ?? server.maxConnections;
  const seen = sessionsIn(activity, connections, target);
  const today = target.pooled && !tried.pooled ? withoutPooler(seen, connections, target) : seen;
  const there = { ...connections, server: { ...server, maxConnections: most } };
  const budget = sumsOf(placed(today, directConnections(tried), most), there, tried, known);
  return { budget, recommendation: recommendationOf(budget, tried), sentence: sentenceOf(budget, tried) };
}
