import { z } from "zod";
import { conditionSchema, conditionText } from "./kinds";
import { duration } from "./duration";

/** Databases that a rule or a silence concerns. A group is the text of a database's own field; "" is no group. */
export const scopeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("every") }),
  z.object({ kind: z.literal("group"), group: z.string().trim().min(1, "Choose a group.").max(80) }),
  z.object({
    kind: z.literal("databases"),
    ids: z.array(z.uuid()).min(1, "Choose a database at least.").max(200, "Choose at most 200 databases."),
  }),
]);

const threshold = z.coerce
  .number("A whole number.")
  .int("A whole number.")
  .min(1, "At least 1.")
  .max(100, "At most 100.");

/** An alert rule. Names and shapes of its limits are those of Gatus. */
export const ruleSchema = z.object({
  condition: conditionSchema,
  scope: scopeSchema.default({ kind: "every" }),
  /** Time for which the condition has to hold without interruption: "5m", "1h30m"; "0" is at once. */
  for: duration({ least: 0 }).default("0"),
  /** Samples or check runs in a row that have to fail before it fires. */
  "failure-threshold": threshold.default(1),
  /** Samples or check runs in a row that have to be well before it ends. */
  "success-threshold": threshold.default(1),
  /** Least time between two reminders; "0" sends none. */
  "minimum-reminder-interval": duration({ least: 0, orAtLeast: 5 }).default("0"),
  "send-on-resolved": z.boolean().default(true),
  /** Ids of channels; null sends to every channel. */
  channels: z.array(z.string().min(1).max(100)).max(50).nullable().default(null),
  enabled: z.boolean().default(true),
});

export type Rule = z.infer<typeof ruleSchema>;
export type RuleInput = z.input<typeof ruleSchema>;
export type Scope = z.infer<typeof scopeSchema>;

/** A stored rule. */
export type StoredRule = Rule & { id: string };

/** Returns whether a scope has a database in it. */
export function inScope(scope: Scope, database: { id: string; group: string }): boolean {
  switch (scope.kind) {
    case "every":
      return true;
    case "group":
      return database.group === scope.group;
    case "databases":
      return scope.ids.includes(database.id);
  }
}

/** Returns the words for a scope: "every database", "production", "2 databases". */
export function scopeText(scope: Scope, nameOf: (id: string) => string | undefined): string {
  switch (scope.kind) {
    case "every":
      return "every database";
    case "group":
      return scope.group;
    case "databases": {
      const [first, ...rest] = scope.ids;
      const only = first !== undefined && rest.length === 0 ? nameOf(first) : undefined;
      return only ?? `${scope.ids.length} databases`;
    }
  }
}

/** Returns a rule as a sentence. */
export const ruleText = ({ condition }: Pick<Rule, "condition">): string => conditionText(condition);
