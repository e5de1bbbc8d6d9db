import type { Budget } from "./schema";

/** Numbers that headroom is made of, in connections: those of a budget, of a point of history, or of a whole server. */
export type HeadroomParts = Pick<Budget, "usable" | "electricOpen" | "electricClaimed" | "othersTotal">;

/** Returns all connections that Electric has or will take: its whole pool, or what it holds where that is more. */
export const claimOf = ({ electricOpen, electricClaimed }: HeadroomParts): number =>
  electricOpen + electricClaimed;

/**
 * Returns the headroom in connections: usable − others − Electric's whole claim. Negative where that many are missing.
 * Headroom's own session does not count: it leaves where it is in Electric's way.
 */
export function headroomOf(parts: HeadroomParts): number;
/** Returns null where no connections could be seen. */
export function headroomOf(parts: HeadroomParts | null): number | null;
export function headroomOf(parts: HeadroomParts | null): number | null {
  return parts === null ? null : parts.usable - parts.othersTotal - claimOf(parts);
}

/** Returns how many connections are missing; 0 where all claims fit, or where nothing is known. */
export const shortOf = (headroom: number | null): number => Math.max(0, -(headroom ?? 0));

const number = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(1));

/** Returns the figure in words: "2 left", "none left", "7 short", "not known". An average has one decimal. */
export function headroomText(headroom: number | null): string {
  if (headroom === null) return "not known";
  if (headroom === 0) return "none left";
  return headroom > 0 ? `${number(headroom)} left` : `${number(-headroom)} short`;
}

type InUse = Pick<Budget, "electricOpen" | "othersTotal" | "own">;

/** Returns the sessions that are open now, Headroom's own included. */
export const inUseOf = ({ electricOpen, othersTotal, own }: InUse): number =>
  electricOpen + othersTotal + own;

/** Returns the second line below the figure: "10 of 22 in use". */
export const inUseText = (budget: InUse & Pick<Budget, "usable">): string =>
  `${inUseOf(budget)} of ${budget.usable} in use`;

type SumParts = HeadroomParts & Pick<Budget, "maxConnections" | "reserved">;

/** Returns the words for what is usable: "22 usable (25 − 3 reserved)". */
export const usableText = ({ usable, maxConnections, reserved }: Omit<SumParts, keyof InUse>): string =>
  reserved > 0 ? `${usable} usable (${maxConnections} − ${reserved} reserved)` : `${usable} usable`;

/** Returns the sum behind the figure, without its result: "20 claimed + 9 others = 29 of 22 usable (25 − 3 reserved)". */
export function headroomSum(parts: SumParts): string {
  const claim = claimOf(parts);
  const { othersTotal } = parts;
  return `${claim} claimed + ${othersTotal} others = ${claim + othersTotal} of ${usableText(parts)}`;
}

/** Returns all three texts in one line: "7 short: 20 claimed + 9 others = …; 10 of 22 in use". */
export const headroomLine = (budget: SumParts & InUse): string =>
  `${headroomText(headroomOf(budget))}: ${headroomSum(budget)}; ${inUseText(budget)}`;

/** A budget without what is derived from its numbers: what an older version stored has no more. */
export type BudgetNumbers = Omit<Budget, "headroom" | "sentence" | "sum">;

/** Returns a budget with its figure and its texts, from its numbers alone. */
export function withHeadroom(numbers: BudgetNumbers): Budget {
  const headroom = headroomOf(numbers);
  const figure = headroomText(headroom);
  return {
    ...numbers,
    headroom,
    sentence: `${figure}, ${inUseText(numbers)}`,
    sum: `${headroomSum(numbers)}: ${figure}`,
  };
}
