import { expect, test } from "vitest";
import { aPlan, exampleStep } from "./example";
import type { Plan } from "./schema";
import { redactPlan } from "./redact";

const VERIFIER = "SCRAM-SHA-256$4096:c2FsdA==$c3RvcmVk:c2VydmVy";
const attributes = {
  login: true,
  inherit: true,
  replication: true,
  bypassRls: false,
  connectionLimit: null,
  validUntil: null,
};
const plan: Plan = {
  ...aPlan,
  choices: { ...aPlan.choices, verifier: VERIFIER },
  steps: [
    exampleStep("change-1", "change", "Make it.", [
      { kind: "role", role: "electric", from: null, to: attributes, verifier: VERIFIER },
    ]),
    exampleStep("change-2", "change", "Set it.", [
      { kind: "password", role: "electric", verifier: VERIFIER },
    ]),
    ...aPlan.steps,
  ],
};

test("no part of a shown plan has the verifier, and the rest is as it was", () => {
  const shown = redactPlan(plan);
  expect(JSON.stringify(plan)).toContain(VERIFIER);
  expect(JSON.stringify(shown)).not.toContain("SCRAM");
  expect(shown.steps[0]?.statements).toEqual([
    `CREATE ROLE "electric" WITH LOGIN INHERIT REPLICATION PASSWORD '…'`,
  ]);
  expect(shown.steps.slice(2)).toEqual(aPlan.steps);
});

test("a plan without one is unchanged", () => {
  expect(redactPlan(aPlan)).toEqual(aPlan);
});
