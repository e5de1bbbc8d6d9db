import { closedTo } from "@/lib/failure/closed";
import { displayName } from "@/lib/postgres/identifier";
import type { Snapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { Check } from "./define";
import { GROUPS, unknown, type Finding, type Group, type Judgement } from "./finding";
import type { Known } from "./known";
import { withoutGiving } from "./role/leased-ways";
import { listed } from "@/lib/text/words";

function noSession({ connection }: Snapshot): Judgement {
  const closed = closedTo(connection);
  return closed === null
    ? unknown({
        found: "Not judged: there was no session with the database.",
        grant: "-- first fix what connection.reachable names",
      })
    : unknown({
        found: `Not judged: the visiting role ${displayName(closed.role)} may not look at ${listed(closed.names)}.`,
        grant: closed.grant,
      });
}

/** Returns the group that stands before the dot of a check's id. */
export function groupOf(id: string): Group {
  const group = GROUPS.find((candidate) => id.startsWith(`${candidate}.`));
  if (group === undefined) throw new Error(`The check ${id} belongs to no group.`);
  return group;
}

function judgement(check: Check, snapshot: Snapshot, target: Target, known: Known): Judgement {
  switch (check.stage) {
    case "connection":
      return check.judge(snapshot.connection, target);
    case "electric":
      return check.judge(snapshot.electric, target, snapshot);
    case "database":
      return snapshot.reached ? check.judge(snapshot, target, known) : noSession(snapshot);
  }
}

/** Returns what one check says of a snapshot, and of what is known from before. */
export function judge(check: Check, snapshot: Snapshot, target: Target, known: Known = {}): Finding {
  const group = groupOf(check.id);
  return {
    id: check.id,
    group,
    title: check.title,
    why: check.why,
    source: check.source,
    ...withoutGiving(check.id, group, judgement(check, snapshot, target, known), snapshot),
  };
}

/** Returns the findings of all given checks, in their order. */
export function judgeAll(
  checks: readonly Check[],
  snapshot: Snapshot,
  target: Target,
  known: Known = {},
): Finding[] {
  return checks.map((check) => judge(check, snapshot, target, known));
}
