import "server-only";
import { expect } from "vitest";
import { stateAfter } from "@/lib/reach/apply";
import { objectKey, reachState, type ReachObject, type ReachState } from "@/lib/reach/state";
import type { Plan } from "@/lib/repair/plan/schema";
import type { Survey } from "@/server/watched/survey";
import { measuredGains, type MeasuredReach } from "./reach";
import { comparable, computedReach } from "./reach-lib";

/** Keys of the objects whose access list a survey read whole; of others only what names Electric's role is known. */
function wholeIn({ snapshot, rights }: Survey): Set<string> {
  const known = new Set(rights.tables.map(({ oid }) => oid));
  const objects: ReachObject[] = [
    ...snapshot.relations.flatMap(({ oid, schema, name }): ReachObject[] => {
      const table = rights.tables.find((one) => one.oid === oid);
      return known.has(oid)
        ? [
            { type: "table", schema, name },
            ...(table?.columns ?? []).map((one) => ({
              type: "column" as const,
              schema,
              name,
              column: one.name,
            })),
          ]
        : [];
    }),
    ...rights.sequences.map(({ schema, name }) => ({ type: "sequence" as const, schema, name })),
    ...rights.schemas.map(({ name }) => ({ type: "schema" as const, name })),
    { type: "database", name: rights.database.name },
  ];
  return new Set(objects.map(objectKey));
}

const sorted = (rows: ReadonlySet<string>): string[] => [...rows].sort();

/** Asserts that lib/reach, from a survey, says of every role what the server says. */
export function expectAgreement(
  survey: Survey,
  measured: MeasuredReach,
  electric: string,
  when: string,
): void {
  const state = reachState(survey.snapshot, survey.rights, electric);
  expectState(state, wholeIn(survey), measured, when);
}

function expectState(
  state: ReachState,
  whole: ReadonlySet<string>,
  measured: MeasuredReach,
  when: string,
): void {
  const { reach, objects } = computedReach(state, whole);
  expect(sorted(reach), when).toEqual(sorted(comparable(measured, objects)));
}

/** Asserts that what a plan was predicted to leave is what the server says after it. */
export function expectPrediction(
  before: Survey,
  plan: Plan,
  after: Survey,
  measured: MeasuredReach,
  electric: string,
): void {
  const changes = plan.steps.flatMap((step) =>
    step.phase === "change" || step.phase === "after" ? step.changes : [],
  );
  const predicted = stateAfter(reachState(before.snapshot, before.rights, electric), changes);
  // A column that got its first access list is seen afterwards alone.
  const [then, now] = [wholeIn(before), wholeIn(after)];
  const both = new Set([...now].filter((key) => then.has(key)));
  expectState(predicted, both, measured, "lib/reach after the plan");
}

/** Rights that come with a role for Electric and open nothing of another role. */
function isElectricsOwn(on: string, right: string, electric: string): boolean {
  return (
    on === `role ${electric}` ||
    (on === "database" && right !== "OWNER") ||
    (on.startsWith("schema ") && right === "USAGE")
  );
}

/**
 * Asserts the rule: after a plan no role but Electric's can do anything that it could not before, unless a step says so by
 * name; and by default, whatever is named, nothing that is not Electric's own.
 */
export function expectRule(
  plan: Plan,
  before: MeasuredReach,
  after: MeasuredReach,
  electric: string,
  { chosen }: { chosen: boolean },
): void {
  const gains = measuredGains(before, after, electric);
  const named = new Set(plan.steps.flatMap(({ opens }) => opens.map(({ role }) => role)));
  expect(
    gains.filter(([role]) => !named.has(role)),
    "opened and not named",
  ).toEqual([]);
  if (!chosen)
    expect(
      gains.filter(([, on, right]) => !isElectricsOwn(on, right, electric)),
      "opened and not chosen",
    ).toEqual([]);
}
