import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reportSchema } from "@/lib/report/json";
import { aPlan } from "@/lib/repair/plan/example";
import { manualStepSchema } from "@/lib/repair/manual-steps/schema";
import { stepSchema } from "@/lib/repair/plan/schema";
import { FINAL_STATES } from "@/lib/repair/run/machine";
import { comparedSchema } from "@/lib/repair/run/schema";
import { explainReport, explainReportSchema } from "./explain-report";
import { COMMAND_NAMES } from "./command-table";
import { helpText } from "./help";
import { applyReportSchema, planReport, planReportSchema } from "./json";
import { undoFileSchema } from "./undo-file";

const docs = readFileSync("docs/cli.md", "utf8");
const examples = [...docs.matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text = ""]): unknown =>
  JSON.parse(text),
);
const [example, planExample, explainExample] = examples;

test("the example in the documentation is a report, with nothing missing and nothing more", () => {
  const report = reportSchema.strict().parse(example);
  expect(report).toEqual(example);
});

test("every field of a report is in the documentation", () => {
  const { server, findings, budget } = reportSchema.shape;
  const fields = [reportSchema, server, findings.element, budget.unwrap()].flatMap(({ shape }) =>
    Object.keys(shape),
  );
  for (const field of fields) expect(docs).toContain(`\`${field}\``);
});

test("the example of a plan is what plan --json prints, with nothing missing and nothing more", () => {
  expect(planReportSchema.strict().parse(planExample)).toEqual(planExample);
  const fields = { host: "db.example.com", port: 5432, database: "orders", user: "postgres" };
  const [guided] = planReportSchema.parse(planExample).guided;
  if (guided === undefined) throw new Error("The example has no step that is taken by hand.");
  const planned = {
    plan: aPlan,
    guided: [guided],
    fingerprint: "5f2c…",
    takenAt: "2026-11-23T03:00:00.000Z",
  };
  expect(planReport(planned, fields)).toEqual(planExample);
});

test("every field of a plan, of its steps, of a run and of an undo file is in the documentation", () => {
  const at = (heading: string) => docs.slice(docs.indexOf(`## \`${heading}\``));
  const [plan, apply] = [at("plan --json"), at("apply --json")];
  for (const field of Object.keys(planReportSchema.shape)) expect(plan).toContain(`| \`${field}\``);
  for (const field of Object.keys(stepSchema.shape)) expect(plan).toContain(`| \`${field}\``);
  for (const field of Object.keys(manualStepSchema.shape)) expect(plan).toContain(`| \`${field}\``);
  for (const field of Object.keys(applyReportSchema.shape)) expect(apply).toContain(`| \`${field}\``);
  for (const field of Object.keys(comparedSchema.shape)) expect(apply).toMatch(new RegExp(`\\b${field}\\b`));
  for (const field of Object.keys(undoFileSchema.shape)) expect(apply).toContain(`\`${field}\``);
  for (const state of FINAL_STATES) expect(apply).toContain(`\`${state}\``);
});

test("the example of an explanation is what explain --json prints, and each of its fields is described", () => {
  expect(explainReportSchema.strict().parse(explainExample)).toEqual(explainExample);
  expect(explainReport('{"message":"DELETE not allowed"}')).toEqual(explainExample);
  const explain = docs.slice(docs.indexOf("## `explain --json`"));
  const { errors, check } = explainReportSchema.shape;
  const described = [explainReportSchema, errors.element, check.unwrap()];
  for (const field of described.flatMap(({ shape }) => Object.keys(shape)))
    expect(explain).toContain(`\`${field}\``);
});

test("the documentation and the help name the same options", () => {
  const options = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));
  const inTable = options(docs.slice(docs.indexOf("## Options"), docs.indexOf("## Exit status")));
  const help = COMMAND_NAMES.map((command) => helpText(command, 80)).join("\n");
  expect(inTable).toEqual(options(help));
});
