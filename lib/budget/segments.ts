import type { Budget } from "./schema";

/** A stretch of the gauge; `connections` is its width. */
export type Segment = {
  kind: "electric-open" | "electric-claimed" | "application" | "others" | "headroom" | "free" | "reserved";
  label: string;
  connections: number;
};

const OWN_NAMES = 4;

/**
 * Returns the gauge's segments in their order, empty ones left out: Electric open, Electric claimed, the four largest
 * applications, the others together, Headroom, free, reserved. They add up to max_connections, or to max_connections
 * and the shortage where the claims do not fit. Headroom's own session stands where a claim will be when it has left.
 */
export function segments(budget: Budget): Segment[] {
  const { electricOpen, electricClaimed, others, othersTotal, own, free, usable, maxConnections, short } =
    budget;
  const over = electricOpen + electricClaimed + othersTotal + own - usable;
  const inItsPlace = Math.min(own, electricClaimed, Math.max(0, over - short));
  const drawn: Segment[] = [
    { kind: "electric-open", label: "Electric, open", connections: electricOpen },
    { kind: "electric-claimed", label: "Electric, claimed", connections: electricClaimed - inItsPlace },
    ...others
      .slice(0, OWN_NAMES)
      .map(({ label, count }): Segment => ({ kind: "application", label, connections: count })),
    {
      kind: "others",
      label: "Other",
      connections: others.slice(OWN_NAMES).reduce((sum, { count }) => sum + count, 0),
    },
    { kind: "headroom", label: "Headroom", connections: own },
    { kind: "free", label: "Free", connections: free },
  ];
  const sum = drawn.reduce((total, { connections }) => total + connections, 0);
  const reserved = Math.max(0, maxConnections + short - sum);
  return [...drawn, { kind: "reserved" as const, label: "Reserved", connections: reserved }].filter(
    ({ connections }) => connections > 0,
  );
}
