import { claimOf, headroomOf, shortOf } from "./headroom";
import type { Budget } from "./schema";

/** A stretch of the gauge; `drawn` is its width and `count` the number beside its name, both in connections. */
export type Segment = {
  kind:
    | "electric-open"
    | "electric-claimed"
    | "application"
    | "others"
    | "free"
    | "short"
    | "reserved"
    | "headroom";
  label: string;
  count: number;
  drawn: number;
};

const OWN_NAMES = 4;

/** Returns the holders in their order with all that each holds or claims, empty ones included. */
function holders({ electricOpen, electricClaimed, others }: Budget): Segment[] {
  const of = (kind: Segment["kind"], label: string, count: number): Segment => ({
    kind,
    label,
    count,
    drawn: count,
  });
  const rest = others.slice(OWN_NAMES).reduce((sum, { count }) => sum + count, 0);
  return [
    of("electric-open", "Electric, open", electricOpen),
    of("electric-claimed", "Electric, claimed", electricClaimed),
    ...others.slice(0, OWN_NAMES).map(({ label, count }) => of("application", label, count)),
    of("others", "Other", rest),
  ];
}

/**
 * Returns the holders with what finds no place cut off: of Electric's claim first, then of what it holds, and of the others, the last
 * first, where they alone hold more than is usable. No application is blamed while Electric has a part to cut.
 */
function fitted(parts: readonly Segment[], missing: number): Segment[] {
  let left = missing;
  const drawn = parts.map(({ count }) => count);
  const cut = (at: number) => {
    const taken = Math.min(left, drawn[at] ?? 0);
    drawn[at] = (drawn[at] ?? 0) - taken;
    left -= taken;
  };
  for (const wanted of ["electric-claimed", "electric-open"] as const)
    parts.forEach(({ kind }, at) => kind === wanted && cut(at));
  for (let at = parts.length - 1; at >= 0; at -= 1) cut(at);
  return parts.map((part, at) => ({ ...part, drawn: drawn[at] ?? 0 }));
}

/**
 * Returns the gauge's segments in their order, empty ones left out: Electric open, Electric claimed as far as it fits, the four largest
 * applications, the others together, and what is left. They fill the bar up to `usable`; from there on stands what is short, exactly as
 * long as its number. What is reserved and Headroom's own session are named and not drawn: they are no part of the sum.
 */
export function segments(budget: Budget): Segment[] {
  const headroom = headroomOf(budget);
  const short = shortOf(headroom);
  const left = Math.max(0, headroom);
  const whole = claimOf(budget) + budget.othersTotal;
  const drawn: Segment[] = [
    ...fitted(holders(budget), Math.max(0, whole - budget.usable)),
    { kind: "free", label: "Left", count: left, drawn: left },
    { kind: "short", label: "Short", count: short, drawn: short },
    { kind: "reserved", label: "Reserved", count: budget.reserved, drawn: 0 },
    { kind: "headroom", label: "Headroom", count: budget.own, drawn: 0 },
  ];
  return drawn.filter(({ count }) => count > 0);
}
