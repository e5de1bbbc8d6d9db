import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { aGroup, budget, pool, small } from "@/lib/budget/fixture";
import type { WallEvent, WallRow } from "@/lib/wall/schema";
import { shownAfter } from "./use-wall";
import { Wall } from "./wall";
import { wallTitle } from "./wall-title";

const at = "2026-11-30T14:04:11.000Z";
const tight = budget(small({ groups: [aGroup("shop", "web", 9)] }), pool(20));
const roomy = budget(small({ groups: [aGroup("shop", "web", 2)] }), pool(8));

const row = (change: Partial<WallRow>): WallRow => ({
  key: "k",
  name: "orders",
  host: null,
  databases: 1,
  condition: { tone: "pass", says: "Ready" },
  state: "sampling",
  withoutData: 0,
  everyMs: 1_000,
  seenAt: "2026-11-30T14:04:10.000Z",
  budget: roomy,
  ...change,
});
const event = (...rows: WallRow[]): WallEvent => ({ at, order: rows.map(({ key }) => key), rows });
const system = { theme: "system", contrast: "normal" } as const;
const drawn = (rows: WallRow[], looks: Parameters<typeof Wall>[0]["looks"] = system) =>
  renderToStaticMarkup(<Wall initial={event(...rows)} looks={looks} />);

test("the wall is drawn by the server: figure, condition, meter, sum and age of each row, and what is wrong in one line", () => {
  const html = drawn([
    row({ key: "a", name: "Sandbox", budget: tight, condition: { tone: "fail", says: "Not ready" } }),
    row({ key: "b", name: "mail <b>", state: "unreachable", seenAt: "2026-11-30T14:00:07.000Z" }),
  ]);
  expect(html).toMatch(/7 short/);
  expect(html).toMatch(/20 claimed \+ 9 others = 29 of 22/);
  expect(html).toMatch(/1 server short/);
  expect(html).toMatch(/1 without data/);
  expect(html).toMatch(/live, 1 s ago/);
  expect(html).toMatch(/4 min ago/);
  expect(html).toContain("mail &lt;b&gt;");
  expect(html.match(/role="meter"/g)).toHaveLength(2);
  expect(html).not.toMatch(/<button|<a |<input/);
});

test("figures without data are grey and add no sum that reads as present", () => {
  const html = drawn([row({ state: "unreachable", seenAt: "2026-11-30T14:00:07.000Z" })]);
  expect(html).toMatch(/grayscale/);
  expect(html).toMatch(/aria-valuetext="12 left, [^"]*; No answer"/);
  expect(html).not.toMatch(/claimed \+/);
  expect(html).not.toMatch(/All ready/);
});

test("a link's theme and contrast stand on the wall itself", () => {
  expect(drawn([row({})])).not.toMatch(/data-theme|data-contrast/);
  const html = drawn([row({})], { theme: "dark", contrast: "high" });
  expect(html).toMatch(/data-theme="dark" data-contrast="high"/);
});

test("a wall without databases says so", () => {
  expect(drawn([])).toMatch(/No database is shown by this link/);
});

test("an event changes the rows that it names, keeps the others, and drops those that left the order", () => {
  const trends = { a: { usable: 22, claimed: [1] } };
  const before = shownAfter({ rows: [], trends }, event(row({ key: "a" }), row({ key: "b" })));
  const after = shownAfter(before, { at, order: ["b", "c"], rows: [row({ key: "c", name: "new" })] });
  expect(after.rows.map(({ key }) => key)).toEqual(["b", "c"]);
  expect(after.trends).toBe(trends);
});

test("the tab tells what is wrong first", () => {
  const none = { "without data": 0, full: 0, short: 0, "not ready": 0, warning: 0, ready: 3 };
  expect(wallTitle({ counts: none, isEnded: false })).toBe("Wall · Headroom");
  expect(wallTitle({ counts: { ...none, short: 1, full: 1 }, isEnded: false })).toBe(
    "(2 short) Wall · Headroom",
  );
  expect(wallTitle({ counts: { ...none, "not ready": 1 }, isEnded: false })).toBe(
    "(1 not ready) Wall · Headroom",
  );
  expect(wallTitle({ counts: none, isEnded: true })).toBe("Ended · Wall · Headroom");
});
