import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { PlanAnswer, StrategyOption } from "@/lib/repair/plan/answer";
import { aPlan } from "@/lib/repair/plan/example";
import type { Plan } from "@/lib/repair/plan/schema";
import { Difference } from "./difference";
import { PlanView } from "./plan-view";
import { Strategies } from "./strategies";

const hostile = '<img src=x onerror="alert(1)">';

const answerOf = (plan: Partial<Plan>, findings: PlanAnswer["findings"] = []): PlanAnswer => ({
  plan: { ...aPlan, ...plan },
  fingerprint: "f",
  strategies: [],
  guided: [],
  findings,
  owners: [],
  orphans: [],
  takenAt: "2026-11-23T08:00:00.000Z",
});

const drawn = (plan: Partial<Plan>, findings: PlanAnswer["findings"] = []) =>
  renderToStaticMarkup(<PlanView answer={answerOf(plan, findings)} />);

/** The text of the page, without its marks. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, "");

test("consequences come before what is missing, and both before the first step", () => {
  const html = textOf(
    drawn({ missing: [{ what: "REPLICATION is missing.", who: "A superuser gives it.", sql: null }] }),
  );
  const places = [
    "shop stops owning",
    "REPLICATION is missing.",
    "A superuser gives it.",
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

test("the phases stand in the order in which they run", () => {
  const html = textOf(drawn({}));
  const titles = [
    "Temporary grants",
    "In the transaction",
    "End of the temporary grants",
    "After the commit",
  ];
  const places = titles.map((title) => html.indexOf(title));
  expect(places.every((place) => place > 0)).toBe(true);
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

test("a step of 1,000 statements draws ten of them, and says how many there are", () => {
  const [first] = aPlan.steps;
  if (first === undefined) throw new Error("The example has steps.");
  const statements = Array.from({ length: 1000 }, (_, at) => `GRANT SELECT ON "t${at}" TO "electric"`);
  const html = drawn({ steps: [{ ...first, statements, undo: [] }] });
  expect(textOf(html)).toContain("Show all 1,000 statements");
  expect(html.match(/&quot;t\d+&quot;/g)).toHaveLength(10);
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

test("of much that is missing the first ten stand open and the rest folded, nothing left out", () => {
  const missing = Array.from({ length: 12 }, (_, at) => ({ what: `Lack ${at}.`, who: "Ada.", sql: null }));
  const html = drawn({ missing });
  const open = html.slice(0, html.indexOf("and 2 more"));
  expect(open.match(/Lack \d+\./g)).toHaveLength(10);
  expect(html.match(/Lack \d+\./g)).toHaveLength(12);
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
  const html = textOf(renderToStaticMarkup(<Difference old={aPlan} fresh={fresh} />));
  expect(html).toContain("1 statement gone");
  expect(html).not.toContain("added");
  expect(textOf(renderToStaticMarkup(<Difference old={aPlan} fresh={aPlan} />))).toContain(
    "The plan has the same statements as before",
  );
});
