import { headroomOf, shortOf } from "@/lib/budget/headroom";
import type { VisitBrief } from "@/lib/databases/visit";

/**
 * Returns the title of a database's page as it helps in a tab bar: the state first, then the name.
 * "(3 short) orders", "(2 fail) orders, tables". A page that runs keeps it true (components/live/tab.ts).
 */
export function titleOf(
  name: string,
  page: string,
  latest: Pick<VisitBrief, "brief" | "budget"> | null,
): string {
  const place = page === "" ? name : `${name}, ${page}`;
  const short = shortOf(headroomOf(latest?.budget ?? null));
  const fails = latest?.brief.counts.fail ?? 0;
  if (short > 0) return `(${short} short) ${place}`;
  return fails > 0 ? `(${fails} fail) ${place}` : place;
}
