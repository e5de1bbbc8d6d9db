import { z } from "zod";
import type { DatabaseReading, Judgement } from "../reading";
import { checkFailing } from "./check-failing";
import { KIND_IDS, type AlertKind, type KindId } from "./define";
import { electricNotActive } from "./electric-not-active";
import { full } from "./full";
import { headroomBelow } from "./headroom-below";
import { headroomEnds } from "./headroom-ends";
import { noDataKind } from "./no-data";
import { replicationChanged } from "./replication-changed";
import { slotEnds } from "./slot-ends";
import { slotInactive } from "./slot-inactive";
import { slotLag } from "./slot-lag";
import { slotLost } from "./slot-lost";
import { unreachable } from "./unreachable";
import { verdictWorse } from "./verdict-worse";

/** The condition of a rule: its kind with the parameters of that kind. */
export const conditionSchema = z.discriminatedUnion("kind", [
  headroomBelow.schema,
  headroomEnds.schema,
  full.schema,
  unreachable.schema,
  noDataKind.schema,
  electricNotActive.schema,
  slotLost.schema,
  slotInactive.schema,
  slotLag.schema,
  slotEnds.schema,
  replicationChanged.schema,
  verdictWorse.schema,
  checkFailing.schema,
]);

export type Condition = z.infer<typeof conditionSchema>;
type ConditionOf<Kind extends KindId> = Extract<Condition, { kind: Kind }>;

/** The definition of every kind of rule: one that is missing here does not compile. */
export const ALERT_KINDS: { readonly [Kind in KindId]: AlertKind<ConditionOf<Kind>> } = {
  "headroom-below": headroomBelow,
  "headroom-ends": headroomEnds,
  full,
  unreachable,
  "no-data": noDataKind,
  "electric-not-active": electricNotActive,
  "slot-lost": slotLost,
  "slot-inactive": slotInactive,
  "slot-lag": slotLag,
  "slot-ends": slotEnds,
  "replication-changed": replicationChanged,
  "verdict-worse": verdictWorse,
  "check-failing": checkFailing,
};

/** Returns the definition of a kind. */
export const kindOf = ({ kind }: { kind: KindId }): AlertKind<Condition> => ALERT_KINDS[kind];

/** Returns a condition as a sentence: "Headroom below 10 %". */
export const conditionText = (condition: Condition): string => kindOf(condition).sentence(condition);

/** Judges the databases of one server, or one database, by a condition. `now` is ms since 1970. */
export const judgeCondition = (
  condition: Condition,
  databases: readonly DatabaseReading[],
  now: number,
): Judgement => kindOf(condition).judge(condition, databases, now);

export { KIND_IDS };
