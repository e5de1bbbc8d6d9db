import type { Condition } from "./kinds";
import type { AlertAct } from "./reading";
import type { StoredRule } from "./rule";
import type { StoredSilence } from "./silence";

/** Part of the page of an alert that fires. */
export type FiringAlert = {
  id: string;
  ruleId: string | null;
  server: string;
  figure: string;
  says: string;
  rule: string;
  condition: Condition;
  databases: readonly { id: string; name: string }[];
  /** Groups of its databases, or what kind they are; the chips beside the name. */
  labels: readonly string[];
  since: string;
  acknowledged: { by: string; at: string } | null;
  /** Names of the channels that took its message, and those that did not yet or never. */
  sentTo: readonly string[];
  notSent: readonly { channel: string; says: string }[];
  mutedUntil: string | null;
  /** No new data: it is not known whether it goes on. */
  dataless: boolean;
  act: AlertAct | null;
};

/** State of a rule over all of its servers, the most urgent of them. */
export type RuleState =
  | { kind: "firing"; servers: number; since: string }
  | { kind: "muted"; until: string }
  | { kind: "pending"; forMs: number; since: string }
  | { kind: "no data"; says: string }
  | { kind: "quiet"; last: string | null }
  | { kind: "off" }
  | { kind: "nowhere" };

export type RuleRow = {
  id: string;
  rule: StoredRule;
  text: string;
  where: string;
  after: string;
  sentTo: string;
  state: RuleState;
};

/** A mute or maintenance with its words and times. */
export type SilenceRow = {
  id: string;
  kind: StoredSilence["kind"];
  text: string;
  by: string;
  /** End of the time in force; null where it does not hold now. */
  until: string | null;
  /** Next begin; null where there is none. */
  next: string | null;
};

/** An entry of the history: an alert with each receiver that was told. */
export type PastAlert = {
  id: string;
  figure: string;
  rule: string;
  databases: readonly { id: string; name: string }[];
  startedAt: string;
  endedAt: string | null;
  endedBecause: string | null;
  acknowledgedBy: string | null;
  told: readonly { channel: string; event: string; state: string; says: string | null; at: string }[];
};

export type AlertsPage = {
  /** The time of the answer by Headroom's clock, ms since 1970. */
  now: number;
  firing: FiringAlert[];
  rules: RuleRow[];
  silences: SilenceRow[];
  /** Choices of a rule's form. */
  databases: { id: string; name: string; group: string }[];
  channels: { id: string; name: string }[];
};
