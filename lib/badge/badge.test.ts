import { expect, test } from "vitest";
import { aGroup, budget, pool, small } from "@/lib/budget/fixture";
import { badgeOf, shieldsOf, shieldsSchema } from "./badge";
import { badgeSvg, badgeTextWidth } from "./svg";

const now = Date.parse("2026-11-30T14:04:11.000Z");
const ago = (ms: number) => new Date(now - ms).toISOString();
const tight = budget(small({ groups: [aGroup("shop", "web", 9)] }), pool(20));
const roomy = budget(small({ groups: [aGroup("shop", "web", 2)] }), pool(8));
const live = { state: "sampling" as const, everyMs: 60_000, sampledAt: ago(30_000), budget: roomy };
const facts = { name: "orders", verdict: "ready" as const, live, checked: null, archived: false };

test("a badge tells the headroom, and the verdict where it is worse", () => {
  expect(badgeOf(facts, now)).toEqual({ label: "orders", message: "12 left", state: "good" });
  expect(badgeOf({ ...facts, live: { ...live, budget: tight } }, now)).toMatchObject({
    message: "7 short",
    state: "bad",
  });
  expect(badgeOf({ ...facts, verdict: "ready with warnings" }, now).state).toBe("warning");
  expect(badgeOf({ ...facts, verdict: "not ready" }, now)).toMatchObject({
    message: "not ready, 12 left",
    state: "bad",
  });
  expect(badgeOf({ ...facts, verdict: null }, now).state).toBe("warning");
});

test.each([
  ["a stale sample", { live: { ...live, sampledAt: ago(3_600_000) } }],
  ["no answer", { live: { ...live, state: "unreachable" as const } }],
  ["no sample yet", { live: { ...live, state: "starting" as const, sampledAt: null, budget: null } }],
  ["connections that cannot be seen", { live: { ...live, budget: null } }],
  ["an archived database", { archived: true }],
  [
    "an old check run without watching",
    { live: { ...live, state: "off" as const }, checked: { at: ago(3_700_000), budget: roomy } },
  ],
  ["nothing at all", { live: null }],
])("%s is no data, and never good", (_what, change) => {
  expect(badgeOf({ ...facts, ...change }, now)).toEqual({
    label: "orders",
    message: "no data",
    state: "no data",
  });
});

test("a full server is full, and a recent check run counts where nothing is sampled", () => {
  expect(badgeOf({ ...facts, live: { ...live, state: "full" } }, now)).toMatchObject({
    message: "full",
    state: "bad",
  });
  const off = { live: { ...live, state: "off" as const }, checked: { at: ago(60_000), budget: roomy } };
  expect(badgeOf({ ...facts, ...off }, now).message).toBe("12 left");
});

test("shields.io gets its schema", () => {
  expect(shieldsSchema.parse(shieldsOf(badgeOf(facts, now)))).toEqual({
    schemaVersion: 1,
    label: "orders",
    message: "12 left",
    color: "17693a",
    isError: false,
    cacheSeconds: 60,
  });
});

test.each([
  `"><script>alert(1)</script>`,
  "a & b < c ' d",
  "line\nbreak\u0000",
  "\u202eevil",
  "half \ud83d",
  "]]>",
  "日本語",
])("the name %j stays text in the SVG", (name) => {
  const svg = badgeSvg({ label: name, message: "12 left", state: "good" });
  expect(svg).not.toMatch(/<script|[\u0000-\u0009\u000b-\u001f\u202e]/);
  expect([...svg].some((character) => /^[\ud800-\udfff]$/.test(character))).toBe(false);
  // Every tag is one of ours, and every ampersand begins an escape.
  expect(
    [...svg.matchAll(/<\/?([a-zA-Z]+)/g)].every(([, tag = ""]) =>
      /^(svg|title|clipPath|rect|g|text)$/.test(tag),
    ),
  ).toBe(true);
  expect(svg.replace(/&(amp|lt|gt|quot|apos);/g, "")).not.toContain("&");
});

test("an SVG asks for nothing, and states the width of its texts", () => {
  const svg = badgeSvg({ label: "orders", message: "12 left", state: "good" });
  expect(svg).not.toMatch(/href|url\((?!#r\))|@import|style=/);
  expect(svg).toContain(`textLength="${Math.ceil(badgeTextWidth("orders"))}"`);
  expect(badgeTextWidth("iii")).toBeLessThan(badgeTextWidth("mmm"));
});

test("a long name is cut", () => {
  expect([...badgeOf({ ...facts, name: "x".repeat(80) }, now).label]).toHaveLength(40);
});
