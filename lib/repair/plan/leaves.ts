import { checkOf } from "@/lib/checks";
import type { Finding } from "@/lib/checks/finding";
import type { Situation } from "@/lib/repair/remedies/situation";
import type { Plan, Promised } from "./schema";
import { unserved } from "./unserved";

/** Why no SQL of a plan fixes the checks of a group, where a check does not say more. */
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
      checkOf(id)?.whyNotFixed ??
      BY_GROUP[group] ??
      "Nothing in this plan concerns it with the strategy that was chosen.",
  }));
}
