import type { Relation } from "@/lib/snapshot/relation";
import { sorted, type Situation } from "./situation";

/** Tables of the target, and partitions below them, that another role than Electric's owns. */
export const notOwned = ({ trees, target }: Situation): Relation[] =>
  sorted(trees.filter(({ kind, owner }) => (kind === "r" || kind === "p") && owner !== target.role));
