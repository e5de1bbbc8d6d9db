import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { findingSchema, type Finding } from "@/lib/checks/finding";
import { verdictOf } from "@/lib/checks/verdict";
import { agreementFinding, disagreements, unexplained } from "./agreement";
import { TRIAL_FINDINGS } from "./findings";
import { judgeTrial, outcomeText, TRIAL_WORST } from "./judge";
import { trialOutcomeSchema, type TrialOutcome } from "./schema";
import { TRIAL_FINDING_IDS, TRIAL_STEP_NAMES, TRIAL_STEPS } from "./steps";

const outcome = (
  step: string,
  result: TrialOutcome["result"],
  more: Partial<TrialOutcome> = {},
): TrialOutcome => trialOutcomeSchema.parse({ step, result, objects: [], ms: 1, says: "seen", ...more });

const finding = (id: string, status: Finding["status"], objects: string[] = []): Finding =>
  findingSchema.parse({
    id,
    group: id.split(".")[0],
    title: "A title",
    why: "Why.",
    source: "source",
    status,
    found: "found",
    needed: "",
    objects,
    ways: [],
  });

const refused = outcome("publish table", "failed", {
  objects: ["public.items"],
  says: "public.items cannot be published",
  statement: 'ALTER PUBLICATION "p" ADD TABLE "public"."items"',
  sqlstate: "P0001",
  message: "DDL is frozen",
  context: "PL/pgSQL function no_ddl() line 1 at RAISE",
  triggers: ["freeze"],
});

test("every step belongs to a finding, and a check explains its refusal", () => {
  for (const step of TRIAL_STEP_NAMES) {
    expect(TRIAL_FINDING_IDS).toContain(TRIAL_STEPS[step].finding);
    expect(
      checks.filter(({ foretells }) => foretells?.includes(step)),
      step,
    ).not.toEqual([]);
  }
});

test("every finding has its texts as sentences, in the words of the checks", () => {
  for (const id of TRIAL_FINDING_IDS) {
    const { title, why, source, needed } = TRIAL_FINDINGS[id];
    expect(title).toMatch(/^[A-Z][^.!]+$/);
    expect(why).toMatch(/^[A-Z].{20,}\.$/s);
    expect(source.length).toBeGreaterThan(8);
    expect(needed).not.toBe("");
  }
});

test("a refusal is told with its statement, SQLSTATE, CONTEXT and event trigger, and the trigger can be disabled", () => {
  const [told] = judgeTrial([outcome("publish table", "done", { objects: ["public.more"] }), refused]);
  expect(told).toMatchObject({ id: "trial.tables", status: "fail", objects: ["public.items"] });
  expect(told?.found).toBe(
    'public.items cannot be published: Postgres refused “ALTER PUBLICATION "p" ADD TABLE "public"."items"”: “DDL is frozen”, SQLSTATE P0001, in event trigger freeze (CONTEXT: PL/pgSQL function no_ddl() line 1 at RAISE)',
  );
  expect(told?.ways.map(({ sql }) => sql)).toContain('ALTER EVENT TRIGGER "freeze" DISABLE;');
});

test("what was not tried never reads as passed", () => {
  const findings = judgeTrial([
    outcome("set role", "not tried", {
      says: "visitor may not become electric",
      sql: "GRANT electric TO visitor;",
    }),
  ]);
  expect(findings).toMatchObject([
    { id: "trial.role", status: "unknown", ways: [{ sql: "GRANT electric TO visitor;" }] },
  ]);
  expect(verdictOf(findings, TRIAL_WORST)).toBe("unknown");
});

test("a lock that is held and a transaction that is waited for end by themselves: the option is to test again", () => {
  const waysOf = (step: string, more: Partial<TrialOutcome> = {}) =>
    judgeTrial([outcome(step, "not tried", more)])[0]?.ways.map(({ says }) => says);
  expect(waysOf("publish table", { objects: ["public.items"] })).toEqual([
    "Test again when the lock is free.",
  ]);
  expect(waysOf("create slot")).toEqual(["Test again when that transaction has ended."]);
  expect(waysOf("create slot", { sqlstate: "53400" }), "no slot is left").toEqual([]);
  expect(waysOf("publish table"), "code of other roles").toEqual([]);
});

test("the status of a finding is that of its worst outcome", () => {
  const status = (...results: TrialOutcome["result"][]) =>
    judgeTrial(results.map((result) => outcome("rights", result)))[0]?.status;
  expect(status("done", "not needed")).toBe("pass");
  expect(status("done", "not tried")).toBe("unknown");
  expect(status("not tried", "warned")).toBe("warn");
  expect(status("warned", "failed")).toBe("fail");
  expect(status("not needed")).toBe("not applicable");
});

test("tables that lack the same right are one option with the grant of each", () => {
  const lacks = (table: string) =>
    outcome("may read table", "failed", { objects: [table], sql: `GRANT SELECT ON ${table} TO electric;` });
  const [told] = judgeTrial([lacks("a"), lacks("b"), lacks("b")]);
  expect(told?.ways).toEqual([
    { says: "Give the right.", sql: "GRANT SELECT ON a TO electric;\nGRANT SELECT ON b TO electric;" },
  ]);
});

test("a long statement is cut", () => {
  expect(outcomeText({ ...refused, statement: "x".repeat(1000) }).length).toBeLessThan(700);
});

test("a failure that a check tells of is explained; one of another table is not", () => {
  const own = finding("tables.ownership", "fail", ["public.items"]);
  const other = finding("tables.ownership", "fail", ["public.others"]);
  expect(unexplained([refused], [own])).toEqual([]);
  expect(unexplained([refused], [other])).toEqual([refused]);
  expect(unexplained([refused], [finding("tables.ownership", "pass")])).toEqual([refused]);
  expect(unexplained([refused], [finding("publication.scope", "fail", ["p"])])).toEqual([]);
});

test("trial and checks that differ are told, in either direction", () => {
  expect(disagreements([refused], [])).toMatchObject([{ step: "publish table", check: null }]);
  const worked = outcome("publish table", "done", { objects: ["public.items"] });
  const wrong = finding("tables.ownership", "fail", ["public.items"]);
  expect(disagreements([worked], [wrong])).toMatchObject([{ check: "tables.ownership" }]);
  expect(
    disagreements([worked], [finding("tables.ownership", "fail", ["public.items", "public.b"])]),
  ).toEqual([]);
  expect(disagreements([refused], [finding("server.event_triggers", "warn", ["freeze"])])).toEqual([]);
  expect(disagreements([refused], [finding("server.event_triggers", "warn", ["other"])])).toHaveLength(1);
  expect(agreementFinding([])).toEqual([]);
  expect(agreementFinding(disagreements([worked], [wrong]))).toMatchObject([
    { id: "trial.agreement", status: "warn" },
  ]);
});
