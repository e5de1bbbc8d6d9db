import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STATUSES, type Finding, type Status } from "@/lib/checks/finding";
import { publicationTables } from "@/lib/checks/publication/tables";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import { differenceLine, differenceOf, existedAt, sinceWhen } from "./diff";

const finding = (id: string, status: Status, objects: string[] = []): Finding => ({
  id,
  status,
  objects,
  group: "publication",
  title: `Title of ${id}`,
  why: "",
  source: "",
  found: "",
  needed: "",
  ways: [],
});
const difference = (before: Finding[], after: Finding[]) => differenceOf(before, after, [publicationTables]);

test("two tables that lost their publication are one plain sentence", () => {
  const changes = difference(
    [finding("publication.tables", "pass")],
    [finding("publication.tables", "fail", ["public.a", "public.b"])],
  );
  expect(changes).toMatchObject([
    { kind: "worse", from: "pass", to: "fail", added: ["public.a", "public.b"], gone: [] },
  ]);
  expect(differenceLine(changes, "since yesterday")).toBe("since yesterday: 2 tables lost their publication");
});

test("objects that came and objects that left are told apart within one check", () => {
  const changes = difference(
    [finding("publication.tables", "fail", ["a", "b"])],
    [finding("publication.tables", "fail", ["b", "c"])],
  );
  expect(changes).toMatchObject([{ kind: "changed", added: ["c"], gone: ["a"] }]);
  expect(changes[0]?.says).toBe(
    "1 table lost its publication, 1 table is no longer missing from the publication",
  );
});

test("a table that was not there at the visit before has lost nothing", () => {
  const before = snapshotWith(({ relations }) => relations.push({ ...aTable, oid: 2, name: "It's" }));
  const changes = differenceOf(
    [finding("publication.tables", "pass")],
    [finding("publication.tables", "fail", ["public.orders", 'public."It\'s"', "public.brand_new"])],
    [publicationTables],
    existedAt(before),
  );
  expect(changes[0]?.says).toBe("2 tables lost their publication, 1 new table is not published");
});

test("a warning, or a check that did not apply, is not told in the words of a failure", () => {
  const surplus = difference(
    [finding("publication.tables", "pass")],
    [finding("publication.tables", "warn", ["a"])],
  );
  expect(surplus[0]?.says).toBe("“Title of publication.tables” passed and now warns");
  const first = difference(
    [finding("publication.tables", "not applicable")],
    [finding("publication.tables", "fail", ["a"])],
  );
  expect(first[0]?.says).toBe("“Title of publication.tables” did not apply and now fails");
});

describe("a check without sentences of its own", () => {
  test.each<[Finding, Finding, string, string]>([
    [finding("x", "pass"), finding("x", "fail", ["a"]), "worse", "“Title of x” passed and now fails"],
    [finding("x", "fail", ["a"]), finding("x", "pass"), "better", "“Title of x” failed and now passes"],
    [
      finding("x", "fail", ["a"]),
      finding("x", "unknown"),
      "changed",
      "“Title of x” failed and now can no longer be judged",
    ],
    [
      finding("x", "warn", ["a"]),
      finding("x", "warn", ["a", "b", "c"]),
      "worse",
      "“Title of x” warns for 2 objects more (b and 1 other object)",
    ],
    [
      finding("x", "warn", ["a", "b"]),
      finding("x", "warn", ["a"]),
      "better",
      "“Title of x” warns for 1 object fewer (b)",
    ],
    [
      finding("x", "not applicable"),
      finding("x", "pass"),
      "changed",
      "“Title of x” did not apply and now passes",
    ],
  ])("%#: says what became of it", (before, after, kind, says) => {
    expect(difference([before], [after])).toMatchObject([{ kind, says }]);
  });
});

test("a check that only one visit knows is a change, neither better nor worse", () => {
  expect(difference([], [finding("x", "fail")])).toMatchObject([{ kind: "changed", from: null, to: "fail" }]);
  expect(difference([finding("x", "fail")], [])).toMatchObject([{ kind: "changed", from: "fail", to: null }]);
});

test("what became worse comes first", () => {
  const before = [finding("a", "fail"), finding("b", "pass"), finding("c", "not applicable")];
  const after = [finding("a", "pass"), finding("b", "fail"), finding("c", "pass")];
  expect(difference(before, after).map(({ id }) => id)).toEqual(["b", "c", "a"]);
});

test("nothing changed is said as well", () => {
  expect(differenceLine([], "since yesterday")).toBe("since yesterday: nothing changed");
});

test.each([
  ["2026-11-23T02:59:50Z", "since 1 min ago"],
  ["2026-11-23T02:40:00Z", "since 20 min ago"],
  ["2026-11-22T22:00:00Z", "since 5 h ago"],
  ["2026-11-22T01:00:00Z", "since yesterday"],
  ["2026-11-20T03:00:00Z", "since 3 days ago"],
  ["2026-11-23T03:00:09Z", "since 1 min ago"],
])("%s is %s", (before, words) => expect(sinceWhen(before, "2026-11-23T03:00:00Z")).toBe(words));

const someFinding = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "publication.tables"),
    status: fc.constantFrom(...STATUSES),
    objects: fc.uniqueArray(fc.constantFrom("x", "y", "z")),
  })
  .map(({ id, status, objects }) => finding(id, status, objects));
const someFindings = fc.uniqueArray(someFinding, { selector: ({ id }) => id });

test("a visit does not differ from itself", () => {
  fc.assert(fc.property(someFindings, (findings) => difference(findings, findings).length === 0));
});

test("seen backwards, what came has left, and worse is better", () => {
  const mirrored = { worse: "better", better: "worse", changed: "changed" };
  fc.assert(
    fc.property(someFindings, someFindings, (before, after) => {
      const back = new Map(difference(after, before).map((change) => [change.id, change]));
      for (const change of difference(before, after)) {
        const mirror = back.get(change.id);
        expect(mirror).toMatchObject({ from: change.to, to: change.from });
        expect(new Set(mirror?.added)).toEqual(new Set(change.gone));
        const blinded =
          [change.from, change.to].includes("fail") && [change.from, change.to].includes("unknown");
        if (!blinded) expect(mirror?.kind).toBe(mirrored[change.kind]);
      }
    }),
  );
});
