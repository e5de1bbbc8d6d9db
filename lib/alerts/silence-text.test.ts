import { describe, expect, test } from "vitest";
import { silenceSchema, type Silence } from "./silence";
import { silenceText, subjectText } from "./silence-text";

const RULE = "3f2b8c1e-0000-4000-8000-000000000001";
const SHOP = "3f2b8c1e-0000-4000-8000-000000000002";
const GONE = "3f2b8c1e-0000-4000-8000-000000000003";

const names = {
  ruleOf: (id: string) => (id === RULE ? "Headroom is low" : undefined),
  nameOf: (id: string) => (id === SHOP ? "shop" : undefined),
};

const silence = (more: Record<string, unknown> = {}): Silence =>
  silenceSchema.parse({
    kind: "mute",
    schedule: { kind: "weekly", days: ["Sun", "Mon"], from: "03:00", until: "04:00", zone: "Europe/Berlin" },
    ...more,
  });

describe("the subject of a silence", () => {
  test.each([
    ["everything", {}, null],
    ["payments", { scope: { kind: "group", group: "payments" } }, null],
    ["shop", { scope: { kind: "databases", ids: [SHOP, GONE] } }, null],
    ["db:5432", { scope: { kind: "group", group: "payments" } }, "db:5432"],
    ["Headroom is low", { ruleId: RULE }, null],
    ["a rule", { ruleId: GONE }, null],
    ["Headroom is low on db:5432", { ruleId: RULE }, "db:5432"],
  ])("is %s", (text, more, server) => {
    expect(subjectText(silence(more), names, server)).toBe(text);
  });
});

describe("the sentence of a silence", () => {
  test("names the days, the times and their zone of a weekly one", () => {
    expect(silenceText(silence(), "shop")).toBe(
      "Sundays and Mondays, 03:00 to 04:00 (Europe/Berlin): shop is silent.",
    );
  });

  test("names both moments of a single one", () => {
    const once = { kind: "once", from: "2026-03-01T02:00:00Z", until: "2026-03-02T05:00:00Z" };
    expect(silenceText(silence({ schedule: once }), "shop")).toMatch(
      /1 Mar.* to .*2 Mar.*: shop is silent\.$/,
    );
  });
});
