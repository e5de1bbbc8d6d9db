import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aGroup, budget, small } from "./fixture";
import {
  headroomLine,
  headroomOf,
  headroomSum,
  headroomText,
  inUseText,
  shortOf,
  withHeadroom,
} from "./headroom";

const shop = (web: number) => [
  aGroup("shop", "shop-web", web),
  aGroup("shop", "shop-worker", 2),
  aGroup("shop", "shop-reports", 1),
  aGroup("postgres", "headroom", 1, true),
];

describe("headroom", () => {
  test("a pool of 20 beside nine others on 22 usable connections is seven short, while ten are in use", () => {
    const sums = budget(small({ groups: shop(6) }));
    expect(headroomOf(sums)).toBe(-7);
    expect(headroomText(headroomOf(sums))).toBe("7 short");
    expect(inUseText(sums)).toBe("10 of 22 in use");
    expect(headroomSum(sums)).toBe("20 claimed + 9 others = 29 of 22 usable (25 − 3 reserved)");
    expect(headroomLine(sums)).toBe(
      "7 short: 20 claimed + 9 others = 29 of 22 usable (25 − 3 reserved); 10 of 22 in use",
    );
  });

  test("an Electric at work has the same headroom as the one that claims the same pool", () => {
    const claimed = budget(small({ groups: shop(6), max: 60 }));
    const open = budget(small({ groups: [...shop(6), aGroup("electric", "", 20)], max: 60, running: true }));
    expect(open.electricOpen).toBe(20);
    expect(headroomOf(open)).toBe(headroomOf(claimed));
    expect(headroomSum(open)).toBe(headroomSum(claimed));
  });

  test("a pool that is held in reserved places of superusers is short: it could not be opened again", () => {
    const groups = [aGroup("electric", "", 20), aGroup("postgres", "psql", 4)];
    const sums = budget(small({ groups, running: true }));
    expect(sums.short).toBe(0);
    expect(headroomText(headroomOf(sums))).toBe("2 short");
  });

  test("nothing seen is not known, and nothing is missing of it", () => {
    expect(headroomOf(null)).toBeNull();
    expect(headroomText(null)).toBe("not known");
    expect(shortOf(null)).toBe(0);
  });

  test("no connection left is said in words, and an average with one decimal", () => {
    expect(headroomText(0)).toBe("none left");
    expect(headroomText(-0)).toBe("none left");
    expect(headroomText(2.25)).toBe("2.3 left");
    expect(headroomText(-0.5)).toBe("0.5 short");
  });

  test("what an older version stored gets the figure and the texts of this one", () => {
    const { headroom: _none, ...numbers } = budget(small({ groups: shop(6) }));
    const stored = { ...numbers, sentence: "10 of 22 usable connections in use, 12 left", sum: "" };
    expect(withHeadroom(stored)).toMatchObject({
      headroom: -7,
      sentence: "7 short, 10 of 22 in use",
      sum: "20 claimed + 9 others = 29 of 22 usable (25 − 3 reserved): 7 short",
    });
  });

  test("each connection that another client takes is one of the headroom, whatever is open", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(20), fc.boolean(), (web, open, running) => {
        const of = (count: number) =>
          headroomOf(
            budget(
              small({
                groups: [aGroup("app", "web", count), aGroup("electric", "", open)],
                running,
                max: 100,
              }),
            ),
          );
        expect(of(web + 1)).toBe(of(web) - 1);
      }),
    );
  });
});
