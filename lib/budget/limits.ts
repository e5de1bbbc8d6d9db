import type { Budget } from "./schema";

type Limited = Pick<Budget, "limits" | "counted">;

export type Binding = {
  whose: "role" | "database";
  limit: number;
  /** Sessions beside Electric's and Headroom's that count against it. */
  others: number;
};

/** Returns the CONNECTION LIMITs that are there, with who else counts against them. */
function present({ limits, counted }: Limited): Binding[] {
  return (["role", "database"] as const).flatMap((whose) => {
    const limit = limits[whose];
    return limit === null ? [] : [{ whose, limit, others: counted[whose] }];
  });
}

/** Returns how many connections Electric may open below the CONNECTION LIMITs; Infinity where there is none. */
export function roomBelowLimits(budget: Limited): number {
  return Math.min(Infinity, ...present(budget).map(({ limit, others }) => Math.max(0, limit - others)));
}

/** Returns the CONNECTION LIMITs below which so many of Electric's connections do not fit, whatever max_connections is. */
export function bindingLimits(budget: Limited, connections: number): Binding[] {
  return present(budget).filter(({ limit, others }) => limit - others < connections);
}
