import { expect, test } from "vitest";
import { serverName } from "./name";

const members = (...names: string[]) =>
  names.map((name) => ({ name, group: "", host: "db.example.com:5432" }));

test.each([
  [["orders"], "orders"],
  [["shop-orders", "shop-web"], "shop"],
  [["shop", "shop-web"], "shop"],
  [["shopping", "shop-web"], "shopping and shop-web"],
  [["orders", "billing"], "orders and billing"],
  [["orders", "billing", "users", "mail"], "orders, billing and 2 more"],
  [["a-1", "a-2"], "a-1 and a-2"],
])("a server with %j is named %s, without its host", (names, name) => {
  expect(serverName(members(...names), false)).toBe(name);
});

test("databases of one group are named by it, and hosts only where they may be shown", () => {
  const grouped = members("orders", "billing").map((each) => ({ ...each, group: "Shop" }));
  expect(serverName(grouped, false)).toBe("Shop");
  expect(serverName(grouped, true)).toBe("db.example.com:5432");
  expect(serverName([], false)).toBe("");
});
