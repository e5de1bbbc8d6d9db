import type { CheckId } from "@/lib/checks";
import type { Contribution, Situation } from "./situation";

/** A remedy: which checks it can fix, and the changes that do it here, from what a survey saw. */
export type Remedy = {
  /** `role.create`: stable, stands in plans and in the log. */
  id: string;
  title: string;
  /** Checks that it is offered for. */
  fixes: readonly CheckId[];
  /** Checks whose plan it joins without being offered for them; "any" where it finds out itself whether it is needed. */
  joins: readonly CheckId[] | "any";
  /** Joins every plan that makes Electric's role. */
  withNewRole: boolean;
  /** Runs outside the temporary grants: attributes cannot be granted for a while, and a role has to outlive its grants. */
  frames: boolean;
  /** Part of a clean-up, and of nothing else. */
  cleansUp: boolean;
  /** Runs after the commit, because Postgres refuses it inside a transaction. */
  outside: boolean;
  /** Only where its check is asked for by name: it reaches beyond Electric, or needs a restart. */
  onRequest: boolean;
  /** Returns what it contributes, empty where there is nothing to do. */
  plan(situation: Situation): Contribution;
};

const ORDINARY = {
  joins: [],
  withNewRole: false,
  frames: false,
  cleansUp: false,
  outside: false,
  onRequest: false,
} as const satisfies Partial<Remedy>;

type Optional = keyof typeof ORDINARY;
type Given = Omit<Remedy, Optional> & Partial<Pick<Remedy, Optional>>;

/** Defines a remedy; inside the transaction and part of every plan unless it says otherwise. */
export const defineRemedy = (remedy: Given): Remedy => ({ ...ORDINARY, ...remedy });

export const nothing: Contribution = { drafts: [], fixes: [] };
