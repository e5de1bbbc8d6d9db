import type { CheckId } from "@/lib/checks";
import type { Budget } from "@/lib/budget/schema";
import type { Finding } from "@/lib/checks/finding";
import type { ProviderId } from "@/lib/postgres/provider";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Target } from "@/lib/target/schema";
import type { ManualStep } from "../schema";

/** Facts that a kind of step depends on. */
export type Context = {
  snapshot: ReachedSnapshot;
  target: Target;
  provider: ProviderId;
  /** The findings that fail or warn, by the check's id. */
  open: { get(check: CheckId): Finding | undefined; has(check: CheckId): boolean };
  /** Null where the sessions could not be seen. */
  budget: Budget | null;
};

/** A server parameter that should have a value; several wishes of one parameter become one step. */
export type Wish = {
  check: string;
  /** The parameter by Postgres' own name. */
  name: string;
  to: string;
  now: string;
  /** How the value comes about. */
  sum: string;
  /** Gain for Electric, in sentences. */
  why: string;
  source: string;
};

/** One kind of step: wishes for parameters, and steps that are none. */
export type Kind = (context: Context) => { wishes?: Wish[]; steps?: ManualStep[] };
