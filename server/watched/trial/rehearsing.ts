import "server-only";
import type { EventTrigger } from "@/lib/snapshot/event-trigger";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { Rehearsal } from "../rehearsal";
import type { Outcomes } from "./outcome";

/** Parts that the steps of a rehearsal share. */
export type Rehearsing = {
  rehearsal: Rehearsal;
  outcomes: Outcomes;
  snapshot: ReachedSnapshot;
  target: Target;
  /** The role that Electric's sessions act as. */
  acts: string;
  publication: string;
  slot: string;
  /** Tables of the target that a publication takes. */
  tables: readonly Relation[];
  /** Event triggers whose code is not run unasked. */
  foreign: readonly EventTrigger[];
  /** Keys of the tables whose locks are held already. */
  locked: ReadonlySet<string>;
  /** Tables whose lock was not free; its holder is named afterwards. */
  untaken: Relation[];
};
