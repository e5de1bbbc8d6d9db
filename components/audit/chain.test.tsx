import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { everyEvent } from "@/lib/audit/filter";
import { Chain } from "./chain";

const html = (rows: number, brokenAt: number | null, filter = everyEvent) =>
  renderToStaticMarkup(<Chain state={{ rows, brokenAt }} filter={filter} />);

test("a whole chain says how many entries it has", () => {
  expect(html(2431, null)).toContain("2,431 entries, the chain is whole");
  expect(html(1, null)).toContain("1 entry, the chain is whole");
});

test("a broken chain says where, what still holds, and leads there with the filters kept", () => {
  const broken = html(1205, 1204, { ...everyEvent, person: "a" });
  expect(broken).toContain("The chain breaks at entry 1,204");
  expect(broken).toContain("The 1,204 entries before it are as written.");
  expect(broken).toContain('href="/activity?person=a&amp;entry=1204"');
  expect(broken).not.toContain("whole");
  expect(html(1, 7)).toContain("No entry stands before it.");
});

test("of an empty log nothing is claimed", () => {
  expect(html(0, null)).toBe("");
});
