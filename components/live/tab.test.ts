import { expect, test } from "vitest";
import { aLive, full, looked } from "./fixture";
import { standingOf } from "./standing";
import { iconOf, tabStateOf, titleWith } from "./tab";
import type { Live } from "@/lib/live/schema";

const { budget } = aLive();
/** 97 usable − 80 others − 20 of Electric. */
const short = budget && { ...budget, othersTotal: 80 };
const stateOf = (live: Live | null, change = {}) => tabStateOf(live, standingOf(looked(live, change)));

test("the title begins with the most pressing: no answer, full, short, then failing checks", () => {
  const shown = "(2 fail) orders, tables · Headroom";
  const titleOf = (live: Live | null) => titleWith(shown, stateOf(live), 2);
  expect(titleOf(aLive({ state: "unreachable", budget: short }))).toBe(
    "(no answer) orders, tables · Headroom",
  );
  expect(titleOf(aLive(full))).toBe("(full) orders, tables · Headroom");
  expect(titleOf(aLive({ budget: short }))).toBe("(3 short) orders, tables · Headroom");
  expect(titleOf(aLive())).toBe(shown);
});

test("a shortage that went leaves the title", () => {
  expect(titleWith("(3 short) orders · Headroom", stateOf(aLive()), 0)).toBe("orders · Headroom");
  expect(titleWith("(full) orders · Headroom", stateOf(aLive()), 4)).toBe("(4 fail) orders · Headroom");
});

test("while nothing live is known the title stays as the server wrote it", () => {
  const shown = "(3 short) orders · Headroom";
  expect(titleWith(shown, stateOf(null), 2)).toBe(shown);
  expect(titleWith(shown, stateOf(aLive({ state: "off", budget: null })), 2)).toBe(shown);
});

test("a page that lost Headroom keeps the state that came last", () => {
  expect(stateOf(aLive({ budget: short }), { link: "lost" })).toEqual({ kind: "short", count: 3 });
});

test("a title that is right is the same again, so that writing it comes to an end", () => {
  const state = stateOf(aLive({ budget: short }));
  const once = titleWith("orders · Headroom", state, 0);
  expect(titleWith(once, state, 0)).toBe(once);
});

test("a name in brackets is no state", () => {
  expect(titleWith("(eu) orders · Headroom", null, 0)).toBe("(eu) orders · Headroom");
});

test("each state has a mark of its own on the icon", () => {
  const icons = [
    iconOf({ kind: "short", count: 3 }),
    iconOf({ kind: "full" }),
    iconOf({ kind: "no answer" }),
  ];
  expect(new Set(icons).size).toBe(3);
  for (const icon of icons) expect(icon).toMatch(/^data:image\/svg\+xml,%3Csvg/);
});
