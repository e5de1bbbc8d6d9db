import { displayName } from "@/lib/postgres/identifier";
import { count, listed } from "@/lib/text/words";
import type { ReachItem, RoleReach } from "./schema";

/** How many objects a line names before it counts the rest. */
const FIRST = 10;

/** Returns the objects of an item: the first ten by name, then how many more there are. */
function named(on: readonly string[]): string {
  const rest = on.length - FIRST;
  return rest <= 0 ? on.join(", ") : `${on.slice(0, FIRST).join(", ")} and ${rest.toLocaleString("en")} more`;
}

/** Returns rights as people read them, an item a line: "SELECT on public.orders, public.items and 3 more". */
export const itemLines = (items: readonly ReachItem[]): string[] =>
  items.map(({ rights, on }) => (on.length === 0 ? listed(rights) : `${rights.join(", ")} on ${named(on)}`));

/** Returns how the reach of a role changes, a line for what it gains and one for what it loses. */
export const reachLines = ({ gains, loses }: Pick<RoleReach, "gains" | "loses">): string[] => [
  ...itemLines(gains).map((line) => `gains ${line}`),
  ...itemLines(loses).map((line) => `loses ${line}`),
];

/** The sentence for a plan after which no role but Electric's reaches anything new; null where one does. */
export function noOtherGains(reach: readonly RoleReach[]): string | null {
  return reach.some(({ electric, gains }) => !electric && gains.length > 0)
    ? null
    : "No other role gains anything.";
}

/** Returns how a plan changes what each role can do: a sentence each, the first ten roles by name, Electric's first. */
export function reachSentences(reach: readonly RoleReach[]): string[] {
  const lines = reach.flatMap((one) => reachLines(one).map((line) => `${displayName(one.role)} ${line}.`));
  const shown = reach.slice(0, FIRST).flatMap((one) => reachLines(one)).length;
  const rest = reach.length - FIRST;
  return [
    ...lines.slice(0, shown),
    ...(rest <= 0 ? [] : [`${count(rest, "other role")} as well: the plan names each.`]),
    noOtherGains(reach) ?? [],
  ].flat();
}
