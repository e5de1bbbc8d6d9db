import { leaseOf } from "@/lib/privileges/leased";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { Group, Judgement, Way } from "../finding";
import { roleStatic } from "./static";

const STATIC: Way = {
  says: `Give Electric a role that stays first; ${roleStatic.id} has the statement. What a leased role owns or holds is lost with its lease.`,
};

/** Checks of these groups offer to give something to Electric's role. */
const GIVING: readonly Group[] = ["role", "tables", "publication"];

/**
 * Returns what a check says without the ways that would give something to a role that is leased for hours; other ways stay.
 */
export function withoutGiving(id: string, group: Group, judged: Judgement, snapshot: Snapshot): Judgement {
  if (!snapshot.reached || snapshot.role === null || id === roleStatic.id || !GIVING.includes(group))
    return judged;
  const { name } = snapshot.role;
  if (judged.ways.length === 0 || leaseOf(snapshot.role, snapshot.takenAt) === null) return judged;
  const others = judged.ways.filter(({ sql }) => sql === undefined || !sql.includes(name));
  return others.length === judged.ways.length ? judged : { ...judged, ways: [STATIC, ...others] };
}
