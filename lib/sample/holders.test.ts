import { expect, test } from "vitest";
import { aGroup } from "./fixture";
import { age, heldWords, holdersQuery, holdersViewSchema, viewHolders } from "./holders";

const groups = [
  aGroup("web", 6, { longestIdleMs: 500 }),
  aGroup("worker", 2, { state: "idle in transaction", oldestTransactionMs: 90_000 }),
  aGroup("", 4, { role: "electric", longestIdleMs: null }),
];
const view = (change: object) => holdersViewSchema.parse(change);
const names = (change: object) =>
  viewHolders(groups, view(change)).map(({ applicationName }) => applicationName);

test("the most come first, unless the address says otherwise", () => {
  expect(names({})).toEqual(["web", "", "worker"]);
  expect(names({ by: "application", dir: "asc" })).toEqual(["", "web", "worker"]);
  expect(names({ by: "transaction" })[0]).toBe("worker");
  expect(names({ by: "idle", dir: "asc" })[0]).toBe("");
});

test("the filter wants every word, in any column", () => {
  expect(names({ who: "APP transaction" })).toEqual(["worker"]);
  expect(names({ who: "nobody" })).toEqual([]);
});

test("nonsense in the address is the default", () => {
  expect(view({ by: "constructor", dir: "up" })).toEqual({ who: "", by: "count", dir: "desc" });
});

test("the address holds what is not the default, and keeps what is not ours", () => {
  const others = new URLSearchParams("range=day&who=old");
  expect(holdersQuery(view({}), others)).toBe("?range=day");
  expect(holdersQuery(view({ by: "role", dir: "desc", who: "a b" }), others)).toBe(
    "?range=day&who=a+b&by=role&dir=desc",
  );
});

test("what is folded away says how many sessions it has", () => {
  expect(heldWords(groups)).toBe("12 sessions in 3 groups");
  expect(heldWords([aGroup("web", 1, {})])).toBe("1 session in 1 group");
});

test("ages have units", () => {
  expect([10, 3_400, 125_000, 3_900_000, 90_000_000].map(age)).toEqual([
    "< 1 s",
    "3 s",
    "2 min",
    "1 h 5 min",
    "1 d 1 h",
  ]);
});
