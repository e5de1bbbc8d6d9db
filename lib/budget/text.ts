import type { Budget } from "./schema";

type Sums = Omit<Budget, "sentence" | "sum">;

/** Returns how full the server is at this moment, Headroom's own session included. */
export function sentenceOf({ electricOpen, othersTotal, own, usable, short }: Sums): string {
  const inUse = electricOpen + othersTotal + own;
  const missing = short > 0 ? `, ${short} too few for Electric` : "";
  return `${inUse} of ${usable} usable connections in use, ${Math.max(0, usable - inUse)} left${missing}`;
}

/** Returns the sum that decides whether Electric's pool fits, without Headroom's own session, which leaves again. */
export function sumOf({
  electricOpen,
  electricClaimed,
  othersTotal,
  usable,
  maxConnections,
  reserved,
  short,
}: Sums): string {
  const parts = [
    ...(electricOpen > 0 ? [`${electricOpen} open`] : []),
    ...(electricClaimed > 0 || electricOpen === 0 ? [`${electricClaimed} claimed`] : []),
    `${othersTotal} others`,
  ];
  const total = electricOpen + electricClaimed + othersTotal;
  const of =
    reserved > 0 ? `${usable} usable (${maxConnections} − ${reserved} reserved)` : `${usable} usable`;
  const rest = short > 0 ? `${short} short` : `${Math.max(0, usable - total)} left`;
  return `${parts.join(" + ")} = ${total} of ${of}: ${rest}`;
}
