import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PlanPage, StrategyOption } from "@/lib/repair/plan/answer";
import { differenceBrief, planBrief } from "@/lib/repair/plan/brief";
import { aPlan } from "@/lib/repair/plan/example";
import type { Plan } from "@/lib/repair/plan/schema";
import { Difference } from "./difference";
import { PlanChecks, PlanMeaning, PlanSql } from "./plan-view";
import { Strategies } from "./strategies";

const hostile = '<img src=x onerror="alert(1)">';

const answerOf = (plan: Partial<Plan>, findings: PlanPage["findings"] = []): PlanPage => ({
  plan: planBrief({ ...aPlan, ...plan }),
  fingerprint: "f",
  strategies: [],
  guided: [],
  findings,
  owners: [],
  orphans: [],
  difference: null,
  takenAt: "2026-11-23T08:00:00.000Z",
});

const drawn = (plan: Partial<Plan>, findings: PlanPage["findings"] = []) => {
  const answer = answerOf(plan, findings);
  return renderToStaticMarkup(
    <>
      <PlanMeaning answer={answer} />
      <PlanSql answer={answer} />
      <PlanChecks answer={answer} />
    </>,
  );
};

/** The text of the page, without its marks. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, "");

test("what is missing comes before the consequences, and both before the first step", () => {
  const html = textOf(
    drawn({ missing: [{ what: "REPLICATION is missing.", who: "A superuser gives it.", sql: null }] }),
  );
  const places = [
    "REPLICATION is missing.",
    "A superuser gives it.",
    "shop stops owning",
    "Make postgres a member",
  ];
  expect(places.map((part) => html.indexOf(part))).toEqual(
    places.map((part) => html.indexOf(part)).toSorted((one, other) => one - other),
  );
  expect(html).toContain("REPLICATION is missing.");
});

test("each step has its sentence, its SQL, its lock in words, whom it touches and its undo", () => {
  const html = textOf(drawn({}));
  for (const step of aPlan.steps) {
    expect(html).toContain(step.says);
    for (const statement of step.statements) expect(html).toContain(statement.replaceAll('"', "&quot;"));
  }
  expect(html).toContain("ACCESS EXCLUSIVE on 1 table: blocks reads and writes for some milliseconds");
  expect(html).toContain("electric: owns public.orders");
  expect(html).toContain("Undo: 1 statement");
});

test("steps that are no plain change say what part of the run they are, in the order in which they run", () => {
  const html = textOf(drawn({}));
  const titles = [
    "In one transaction",
    "Temporary grants",
    "End of the temporary grants",
    "After the commit",
  ];
  const places = titles.map((title) => html.indexOf(title));
  expect(places.every((place) => place >= 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
});

test("text from a database stays text", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  const html = drawn({
    consequences: [hostile],
    missing: [{ what: hostile, who: hostile, sql: hostile }],
    steps: [{ ...first, says: hostile, statements: [hostile], touches: [hostile] }],
    leaves: [{ check: "server.version", why: hostile }],
  });
  expect(html).not.toContain("<img");
});

test("a step of 1,000 statements draws the first five, and says how many there are", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  const statements = Array.from({ length: 1000 }, (_, at) => `GRANT SELECT ON "t${at}" TO "electric"`);
  const html = drawn({ steps: [{ ...first, statements, undo: [] }] });
  expect(textOf(html)).toContain("1,000 statements");
  expect(html.match(/&quot;t\d+&quot;/g)).toHaveLength(5);
});

test("beyond twenty steps the rest is one press away, with its number", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  const steps = Array.from({ length: 33 }, (_, at) => ({
    ...first,
    id: `enable-${at}`,
    says: `Step ${at}.`,
  }));
  const html = textOf(drawn({ steps }));
  expect(html).toContain("Show 13 more steps");
  expect(html).toContain("Step 19.");
  expect(html).not.toContain("Step 20.");
});

test("control characters of a name are signs, not obeyed", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  const html = drawn({ steps: [{ ...first, statements: ['DROP TABLE "a\u202eb"'], undo: [] }] });
  expect(html).not.toContain("\u202e");
  expect(html).toContain("\ufffd");
});

test("a plan without a step says that nothing is to be fixed only when every check passes", () => {
  const open = [{ id: "role.exists", title: "Role", status: "fail" as const, found: "It is not there." }];
  expect(textOf(drawn({ steps: [], leaves: [] }))).toContain("Every check that SQL could fix passes.");
  const html = textOf(drawn({ steps: [], leaves: [] }, open));
  expect(html).not.toContain("Every check that SQL could fix passes.");
  expect(html).toContain("1 check does not pass yet.");
});

const option = (strategy: StrategyOption["strategy"], possible: boolean): StrategyOption => ({
  strategy,
  possible,
  whyNotCount: possible ? 0 : 1,
  whyNot: possible ? [] : ["shop cannot be granted by postgres."],
  handsOver: "13 tables of shop",
  loses: "shop loses ownership",
  futureTables: "nothing",
  undo: "ALTER TABLE …",
  electric: "nothing",
  statements: 40,
  exclusiveLocks: 13,
  reach: ["electric gains owner's rights on public.orders.", "No other role gains anything."],
  recommended: true,
  sound: true,
});

test("the strategies are radios by their names, and one that is not possible says why and can be chosen", () => {
  const html = renderToStaticMarkup(
    <Strategies
      options={[option("owner", true), option("member", false), option("manual", true)]}
      value="manual"
      onChange={() => undefined}
    />,
  );
  const radios = html.match(/<input[^>]*type="radio"[^>]*>/g) ?? [];
  expect(radios).toHaveLength(3);
  expect(radios.filter((radio) => radio.includes("checked")).join()).toContain('value="manual"');
  expect(radios.filter((radio) => radio.includes("disabled"))).toEqual([]);
  expect(html).toContain("shop cannot be granted by postgres.");
});

test("of many reasons the comparison tells three and how many more there are", () => {
  const why = (reasons: number) => ({
    ...option("owner", false),
    whyNotCount: reasons,
    whyNot: Array.from({ length: reasons }, (_, at) => `Reason ${at}.`),
  });
  const drawnWith = (reasons: number) =>
    textOf(renderToStaticMarkup(<Strategies options={[why(reasons)]} value="owner" onChange={() => {}} />));
  expect(drawnWith(9)).toContain("Reason 2.And 6 more reasons");
  expect(drawnWith(9)).not.toContain("Reason 3.");
  expect(drawnWith(3)).not.toContain("more reason");
});

test("for some checks the comparison says that its figures are those of everything", () => {
  const figures = (partly: boolean) =>
    textOf(
      renderToStaticMarkup(
        <Strategies options={[option("owner", true)]} value="owner" onChange={() => {}} partly={partly} />,
      ),
    );
  expect(figures(true)).toContain("All of it: 40 statements");
  expect(figures(false)).not.toContain("All of it");
});

test("of much that is missing three reasons stand open, seven are folded, and all are a page away", () => {
  const missing = Array.from({ length: 12 }, (_, at) => ({ what: `Lack ${at}.`, who: "Ada.", sql: null }));
  const html = drawn({ missing });
  const open = html.slice(0, html.indexOf("and 9 more"));
  expect(open.match(/Lack \d+\./g)).toHaveLength(3);
  expect(html.match(/Lack \d+\./g)).toHaveLength(10);
  expect(html).toContain("All 12 reasons");
});

test("names that are read from right to left stand each by itself, so that schema and table keep their places", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  const html = drawn({ steps: [{ ...first, statements: ['DROP TABLE "מדור"."מוצרים"'], undo: [] }] });
  expect(html.match(/<bdi dir="auto">[^<]*<\/bdi>/g)).toHaveLength(2);
});

test("a name with a line break sends the reader to the copy, which has it whole", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  expect(textOf(drawn({ steps: [{ ...first, statements: ['DROP TABLE "a\nb"'], undo: [] }] }))).toContain(
    "take the statement from the copy",
  );
});

test("what a fresh plan does more and less than the one that was read is listed", () => {
  const fresh = { ...aPlan, steps: aPlan.steps.slice(1) };
  const html = textOf(
    renderToStaticMarkup(<Difference run="r" difference={differenceBrief(aPlan, fresh)} />),
  );
  expect(html).toContain("1 statement gone");
  expect(html).not.toContain("added");
  expect(
    textOf(renderToStaticMarkup(<Difference run="r" difference={differenceBrief(aPlan, aPlan)} />)),
  ).toContain("The plan has the same statements as before");
});
