import { ruleSchema, type Rule, type RuleInput } from "./rule";

const rule = (input: RuleInput): Rule => ruleSchema.parse(input);

/** Rules of a new Headroom by a key that is never used for another one: a rule that was removed does not come back. */
export const DEFAULT_RULES: Readonly<Record<string, Rule>> = {
  "headroom-below-0": rule({
    condition: { kind: "headroom-below", below: "0" },
    for: "1m",
    "minimum-reminder-interval": "4h",
  }),
  full: rule({ condition: { kind: "full" }, "minimum-reminder-interval": "4h" }),
  "slot-inactive": rule({
    condition: { kind: "slot-inactive" },
    for: "30m",
    "minimum-reminder-interval": "4h",
  }),
  "slot-lost": rule({ condition: { kind: "slot-lost" }, "minimum-reminder-interval": "4h" }),
  "headroom-below-10": rule({ condition: { kind: "headroom-below", below: "10%" }, for: "5m" }),
  "headroom-ends": rule({ condition: { kind: "headroom-ends", withinHours: 6 }, for: "10m" }),
  "no-data": rule({ condition: { kind: "no-data" }, for: "5m", "minimum-reminder-interval": "4h" }),
  "verdict-worse": rule({ condition: { kind: "verdict-worse" } }),
  "electric-not-active": rule({
    condition: { kind: "electric-not-active" },
    for: "2m",
    "minimum-reminder-interval": "4h",
  }),
};
