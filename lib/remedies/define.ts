import type { Contribution, Situation } from "./situation";

/** A remedy: which checks it can cure, and the changes that do it here, from what a survey saw. */
export type Remedy = {
  /** `role.create`: stable, stands in plans and in the log. */
  id: string;
  title: string;
  /** Checks that it is offered for. */
  cures: readonly string[];
  /** Runs after the commit, because Postgres refuses it inside a transaction. */
  outside: boolean;
  /** Only where its check is asked for by name: it reaches beyond Electric, or needs a restart. */
  onRequest: boolean;
  /** Returns what it contributes, empty where there is nothing to do. */
  plan(situation: Situation): Contribution;
};

type Given = Omit<Remedy, "outside" | "onRequest"> & Partial<Pick<Remedy, "outside" | "onRequest">>;

/** Defines a remedy; inside the transaction and part of every plan unless it says otherwise. */
export const defineRemedy = (remedy: Given): Remedy => ({ outside: false, onRequest: false, ...remedy });

export const nothing: Contribution = { drafts: [], cures: [] };
