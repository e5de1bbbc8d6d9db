import { expect, test } from "vitest";
import { findPlaces, placesOf } from "./places";

const databases = [
  { id: "1", name: "orders" },
  { id: "2", name: "old orders" },
];

test("an admin reaches every page of every database, a member all but what only admins use", () => {
  const hrefs = (admin: boolean) => placesOf(databases, admin).map(({ href }) => href);
  expect(hrefs(true)).toContain("/databases/2/settings");
  expect(hrefs(true)).toContain("/databases/new");
  expect(hrefs(false)).toContain("/databases/2/readiness");
  expect(hrefs(false)).toContain("/databases/2/connections");
  expect(hrefs(false)).toContain("/databases/2/replication");
  expect(hrefs(false)).toContain("/databases/2/history");
  expect(hrefs(false)).toContain("/activity");
  expect(hrefs(false)).toContain("/troubleshoot");
  expect(hrefs(false)).not.toContain("/databases/2/settings");
  expect(hrefs(false)).not.toContain("/databases/new");
});

test("every word has to be there, in any order, and a title that begins with the query comes first", () => {
  const titles = (query: string) => findPlaces(placesOf(databases, true), query).map(({ title }) => title);
  expect(titles("tables orders")).toEqual(["orders: tables", "old orders: tables"]);
  expect(titles("orders")[0]).toBe("orders: overview");
  expect(titles("nothing like it")).toEqual([]);
});

test("a thousand databases make no thousand rows", () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ id: String(index), name: `db ${index}` }));
  expect(findPlaces(placesOf(many, true), "")).toHaveLength(50);
});
