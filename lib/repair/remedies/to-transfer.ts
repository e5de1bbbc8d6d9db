import type { Relation } from "@/lib/snapshot/relation";
import { keepsBy } from "./keeping";
import { sorted, type Situation } from "./situation";
import { notOwned } from "./not-owned";

/** Tables of the target, and partitions below them, that the plan hands over to Electric's role. */
export function tablesToTransfer(situation: Situation): Relation[] {
  const { stays } = keepsBy(situation);
  return sorted(notOwned(situation).filter(({ oid }) => !stays.has(oid)));
}
