import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { reportSchema } from "@/lib/report/json";
import { HELP } from "./help";

const docs = readFileSync("docs/cli.md", "utf8");
const example: unknown = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(docs)?.[1] ?? "");

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

test("the documentation and the help name the same options", () => {
  const options = (text: string) => new Set(text.match(/--[a-z][a-z-]+/g));
  const inTable = options(docs.slice(docs.indexOf("## Options"), docs.indexOf("## Exit status")));
  expect(inTable).toEqual(options(HELP));
});
