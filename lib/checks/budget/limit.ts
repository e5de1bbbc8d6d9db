import { deployPeak, directConnections } from "@/lib/electric/pool";
import type { Target } from "@/lib/target/schema";
import { fail, pass, unknown, warn, type Judgement } from "../finding";
import { count } from "@/lib/text/words";

export type Limited = {
  /** Owner of the CONNECTION LIMIT: "role electric". */
  whose: string;
  limit: number;
  /** Sessions that count against it beside Electric's; null when they could not be seen. */
  others: { sessions: number } | { grant: string };
  /** The statement that sets the limit to a number. */
  sql(limit: number): string;
  objects: string[];
};

/** Judges a CONNECTION LIMIT: Electric's whole pool has to fit below it, and its deploy peak should. */
export function judgeLimit({ whose, limit, others, sql, objects }: Limited, target: Target): Judgement {
  const total = directConnections(target);
  const peak = deployPeak(target);
  const sessions = "sessions" in others ? others.sessions : 0;
  const left = limit - sessions;
  if ("grant" in others && left >= total)
    return unknown({
      found: `The ${whose} has a CONNECTION LIMIT of ${limit}; who else counts against it could not be seen.`,
      needed: `${total} for Electric`,
      objects,
      grant: others.grant,
    });
  const good = sessions + peak;
  const beside = sessions === 0 ? "" : ` − ${count(sessions, "other session")} = ${left}`;
  const told = {
    found: `the ${whose} has a CONNECTION LIMIT of ${limit}${beside}`,
    needed: `${good}: ${peak} for Electric during a deploy (${total} otherwise)${sessions === 0 ? "" : ` + ${sessions} others`}`,
    objects,
    ways: [
      { says: `Raise the limit to ${good}; the walsender does not count.`, sql: sql(good) },
      { says: "Or remove it.", sql: sql(-1) },
      ...(left >= 2 && left < target.poolSize ? [{ says: `Or set ELECTRIC_DB_POOL_SIZE to ${left}.` }] : []),
    ],
  };
  if (left < total) return fail(told);
  return left < peak ? warn(told) : pass(`The ${whose} has a CONNECTION LIMIT of ${limit}${beside}.`);
}
