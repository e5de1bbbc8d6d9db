import "server-only";
import type { Target } from "@/lib/target/schema";

const way = (pooled: boolean): string => (pooled ? "through a pooler" : "direct");

/** Returns what changed in what Electric is to open, in words for the charts; null where nothing did. */
export function poolMark(was: Target, is: Target): string | null {
  const parts = [
    ...(was.poolSize === is.poolSize ? [] : [`Pool size ${was.poolSize} → ${is.poolSize}`]),
    ...(was.instances === is.instances ? [] : [`instances ${was.instances} → ${is.instances}`]),
    ...(was.pooled === is.pooled ? [] : [`snapshot pool ${way(was.pooled)} → ${way(is.pooled)}`]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}
