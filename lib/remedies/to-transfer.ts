import type { Relation } from "@/lib/snapshot/relation";
import { sorted, type Situation } from "./situation";

/** Tables of the target, and partitions below them, that Electric's role is to own and does not. */
export function tablesToTransfer({ trees, target }: Situation): Relation[] {
  return sorted(trees.filter(({ kind, owner }) => (kind === "r" || kind === "p") && owner !== target.role));
}
