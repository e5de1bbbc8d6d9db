import type { z } from "zod";
import type { DatabaseReading, Judgement } from "../reading";

/** Kinds of a rule. An id stands in stored rules and messages for ever. */
export const KIND_IDS = [
  "headroom-below",
  "headroom-ends",
  "full",
  "unreachable",
  "no-data",
  "electric-not-active",
  "slot-lost",
  "slot-inactive",
  "slot-lag",
  "slot-ends",
  "replication-changed",
  "verdict-worse",
  "check-failing",
] as const;

export type KindId = (typeof KIND_IDS)[number];

/** One kind of rule: what it reads, how it judges, and its words. Methods, so that a list of kinds can be read as one type. */
export interface AlertKind<Condition extends { kind: KindId }> {
  /** Name in the list of kinds: "Headroom below a limit". */
  readonly title: string;
  /** One sentence for the form and the docs. */
  readonly explains: string;
  /** Unit that it judges: a server with all its databases, or each database. */
  readonly subject: "server" | "database";
  /** Input of the judgement: a sample of now, or the latest check run. */
  readonly reads: "sample" | "check";
  readonly severity: "critical" | "warning";
  readonly defaults: Condition;
  /** Returns the rule as a sentence: "Headroom below 10 %". */
  sentence(condition: Condition): string;
  /** Judges the databases of one server, or one database. `now` is ms since 1970. */
  judge(condition: Condition, databases: readonly DatabaseReading[], now: number): Judgement;
}

/** Defines a kind with the schema of its conditions. */
export const defineKind = <const Schema extends z.ZodType<{ kind: KindId }>>(
  kind: { readonly schema: Schema } & AlertKind<z.output<Schema>>,
) => kind;

/** Returns a judge of the single database that a kind of subject `database` is given. */
export const eachDatabase =
  <Condition>(judge: (condition: Condition, database: DatabaseReading, now: number) => Judgement) =>
  (condition: Condition, [database]: readonly DatabaseReading[], now: number): Judgement =>
    database === undefined
      ? { status: "no-data", says: "There is no database." }
      : judge(condition, database, now);
