import { expect, test } from "vitest";
import type { Live } from "@/lib/live/schema";
import { aLive, full, looked } from "./fixture";
import { newsOf, told } from "./news";
import { standingOf } from "./standing";

const { budget } = aLive();
/** 97 usable − 80 others − 20 of Electric. */
const short = budget && { ...budget, othersTotal: 80 };

function heard(before: Live | null, now: Live, change = {}): string | null {
  const was = newsOf(before, standingOf(looked(before)));
  const standing = standingOf(looked(now, change));
  const is = newsOf(now, standing);
  return is && told("orders", was, is, standing);
}

test("a shortage is told when it comes and when it goes", () => {
  expect(heard(aLive(), aLive({ budget: short }))).toBe("orders is 3 connections short.");
  expect(heard(aLive({ budget: short }), aLive())).toBe("orders: all claims fit again.");
});

test("a state is told once, in the words of its trouble", () => {
  expect(heard(aLive(), aLive(full))).toMatch(/^orders: Every connection .* taken/);
  expect(heard(aLive(full), aLive(full))).toBeNull();
  expect(heard(aLive(full), aLive())).toBe("orders is sampled again.");
  expect(heard(aLive(), aLive(), { link: "lost" })).toContain("lost Headroom’s server");
});

test("counts, ages, a late tick and the first sample are no news", () => {
  expect(heard(null, aLive())).toBeNull();
  expect(heard(aLive(), aLive(), { freshness: "late" })).toBeNull();
  expect(heard(aLive(), aLive({ budget: budget && { ...budget, othersTotal: 9 } }))).toBeNull();
  expect(
    heard(aLive({ budget: short }), aLive({ budget: short && { ...short, othersTotal: 81 } })),
  ).toBeNull();
});
