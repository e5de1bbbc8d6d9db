import type { Finding } from "@/lib/checks/finding";
import type { Situation } from "@/lib/remedies/situation";
import type { Plan, Promised } from "./schema";
import { unserved } from "./unserved";

/** Why no SQL of a plan cures a check, where there is more to say than that. */
const WHY: Record<string, string> = {
  "tables.kind":
    "What Electric cannot serve has to leave the target, or become an ordinary table; rewriting it is yours to time.",
  "tables.key_text":
    "Another key, or another type in it, is the application's to choose: change the key, or leave these tables out of the target.",
  "tables.name_text":
    "Another name is the application's to choose: rename them, or leave these tables out of the target.",
  "tables.write_cost": "It is what FULL costs: leave the table out, or narrow it.",
  "tables.generated_columns":
    "Generated columns of this kind cannot be published: change the table, or leave them out of the shape.",
  "role.dedicated":
    "A role of its own takes a new connection string for Electric: name it in the target and make this plan again.",
  "slot.blockers": "End the transactions that are in the way, on the page of connections.",
  "slot.state": "Electric drops a slot that is lost and serves every shape anew.",
  "slot.lag": "It goes away when Electric reads on, or with the slot.",
  "slot.name": "Choose another stream id in the target.",
  "server.session_settings":
    "Who runs this plan may not set it for another role: a superuser sets lc_messages = 'C' for Electric's role.",
  "electric.leftovers":
    "What another Electric left is yours to drop: its check has the statements, with what undoes each.",
  "server.event_triggers":
    "The function belongs to the application: have it let Electric's role pass, or disable the event trigger.",
  "publication.others":
    "The other publication is for its own subscribers, who have to be ready first: widen it there, or leave these tables out of the target.",
  "publication.tables": "Tables that nobody targets stay published; that check's own button takes them out.",
};

const BY_GROUP: Record<string, string> = {
  connection: "It is in the connection string or before the database: no SQL changes it.",
  server: "It is a parameter of the server: see the steps to take by hand.",
  budget: "It is a matter of connections: see the steps to take by hand.",
  electric: "It is Electric's own.",
};

/** Beyond these it is said how many more there are: a plan may leave a thousand tables. */
const MOST_REASONS = 3;

/** Returns what was said of each check: each reason once, as sentences one after the other. */
function reasonsOf(said: readonly { check: string; why: string }[]): ReadonlyMap<string, string> {
  const all = new Map<string, Set<string>>();
  for (const { check, why } of said) all.set(check, (all.get(check) ?? new Set()).add(why));
  return new Map(
    [...all].map(([check, whys]) => {
      const more = whys.size - MOST_REASONS;
      const rest =
        more <= 0 ? [] : [`There ${more === 1 ? "is 1 more such reason" : `are ${more} more such reasons`}.`];
      return [check, [...[...whys].slice(0, MOST_REASONS), ...rest].join(" ")];
    }),
  );
}

/** Returns the findings that a plan for everything leaves as they are, each with why. */
export function leavesOf(
  situation: Situation,
  promises: readonly Promised[],
  said: readonly { check: string; why: string }[],
): Plan["leaves"] {
  const { wanted, findings } = situation;
  const promised = new Set(promises.map(({ check }) => check));
  const concerned = (id: string): boolean =>
    wanted.kind === "ready" || (wanted.kind === "checks" && wanted.checks.includes(id));
  const reasons = reasonsOf([...said, ...unserved(situation)]);
  // What cannot be judged yet, as tables of a publication that is still to be made, is open once the plan has run.
  const stays = (id: string, status: Finding["status"]): boolean =>
    status === "fail" || status === "warn" || (status === "not applicable" && reasons.has(id));
  const left = findings.filter(({ id, status }) => stays(id, status) && !promised.has(id) && concerned(id));
  return left.map(({ id, group }) => ({
    check: id,
    why:
      reasons.get(id) ??
      WHY[id] ??
      BY_GROUP[group] ??
      "Nothing in this plan concerns it with the strategy that was chosen.",
  }));
}
