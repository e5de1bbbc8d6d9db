import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { judgeAll } from "@/lib/checks/judge";
import { verdictOf } from "@/lib/checks/verdict";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { defaultTarget, type Target } from "@/lib/target/schema";
import { judgeTrial } from "@/lib/trial/judge";
import type { LastTrial } from "@/lib/trial/last";
import { trialOutcomeSchema } from "@/lib/trial/schema";
import { escapeMarkdown, fencedSql } from "./escape";
import { reportOf } from "./json";
import { markdownOf } from "./markdown";

const manual: Target = { ...defaultTarget, strategy: "manual" };
const markdown = (change: (snapshot: ReachedSnapshot) => void, target = manual) => {
  const snapshot = snapshotWith(change);
  const findings = judgeAll(checks, snapshot, target);
  return markdownOf(reportOf(snapshot, target, findings, verdictOf(findings, checks)));
};
const withTable = (name: string) => (snapshot: ReachedSnapshot) =>
  void snapshot.relations.push({ ...aTable, oid: 2, name, published: null });

test("says the verdict, the facts, and each failure with what was found, why, and every way forward", () => {
  const text = markdown(withTable("items"));
  expect(text).toMatch(/^# 1 thing keeps Electric from running\n\nVerdict: \*\*not ready\*\*\./);
  expect(text).toContain("- Database: db.example.com:5432/orders, seen as postgres");
  expect(text).toContain("### Publication lists the target's tables\n\nCheck publication.tables");
  expect(text).toContain(
    '```sql\nALTER PUBLICATION "electric_publication_default" ADD TABLE\n  "public"."items";\n```',
  );
});

test("the trial that stands beside the visit is told with what did not pass; one that is outdated with its time alone", () => {
  const outcome = trialOutcomeSchema.parse({
    step: "publish table",
    result: "failed",
    objects: ["public.items"],
    ms: 1,
    says: "public.items cannot be published",
  });
  const trial = {
    endedAt: "2026-11-29T20:00:00.000Z",
    version: "17.10",
    pool: false,
    findings: judgeTrial([outcome]),
    outdated: false,
  };
  const snapshot = snapshotWith(() => {});
  const told = (last: LastTrial) =>
    markdownOf(reportOf(snapshot, manual, [], "ready", undefined, last)).split("## Trial as Electric")[1];
  expect(told(trial)).toContain("1 of 8 fails");
  expect(told(trial)).toContain("on Postgres 17.10.");
  expect(told(trial)).toContain("public.items cannot be published");
  expect(told({ ...trial, outdated: true })).toContain("The database has changed since.");
  expect(told({ ...trial, outdated: true })).not.toContain("cannot be published");
});

test("every check stands in it once", () => {
  const text = markdown(() => {});
  for (const { id } of checks) expect(text.split(escapeMarkdown(id)).length).toBeGreaterThan(1);
});

test("names fifty objects and counts the rest", () => {
  const text = markdown((snapshot) => {
    for (let at = 0; at < 60; at += 1) withTable(`t${at}`)(snapshot);
  });
  expect(text).toContain("- public.t49\n- and 10 others, which the JSON report names");
  expect(text).not.toContain("- public.t50\n");
});

describe("text from a database", () => {
  test("cannot close the block that its SQL stands in", () => {
    const text = markdown(withTable("a\n````\n<script>alert(1)</script>"));
    const fence = "`".repeat(5);
    expect(text).toContain(`${fence}sql\n-- a name in here has control characters`);
    const outside = text.split(new RegExp(`^${fence}(?:sql)?$`, "m")).filter((_, at) => at % 2 === 0);
    expect(outside.join("")).not.toContain("<script>");
  });

  test("brings no HTML, link, heading or emphasis", () => {
    const text = markdown(withTable("<img src=x onerror=1> [l](javascript:1) **b** `c` | d"));
    const outside = text.replace(/^```sql[\s\S]*?^```$/gm, "");
    expect(outside).not.toMatch(/(?<!\\)<img/);
    expect(outside).not.toMatch(/(?<!\\)\[l/);
    expect(outside).not.toContain("**b**");
  });

  test("is one line whatever is in it, with every sign that means something escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const escaped = escapeMarkdown(text);
        return !/[\n\r\u2028]/.test(escaped) && !/(?<!\\)[`*_<>[\]|]/.test(escaped.replaceAll("\\\\", ""));
      }),
    );
  });

  test("makes no link of an address", () => {
    expect(escapeMarkdown("https://evil.example www.evil.example")).toBe(
      "https:\\/\\/evil.example www\\.evil.example",
    );
  });

  test("stays inside its block, whatever the SQL", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[`\na-z]{0,40}$/), (sql) => {
        const lines = fencedSql(sql).split("\n");
        const fence = lines.at(-1) ?? "";
        return lines.slice(1, -1).every((line) => !line.includes(fence));
      }),
    );
  });
});
