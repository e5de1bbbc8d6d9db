import { expect, test } from "vitest";
import { docHref, docPath } from "./link";
import { docPage, headingId } from "./page";
import { searchDocs } from "./search";

const page = docPage(
  "repair",
  "# Repairing\n\nA plan is `read` first.\n\n## Warnings that have to be accepted\n\n| id | meaning |\n| --- | --- |\n| foreign-code | Functions of **others** |\n",
);

test("a page has its title, and its sections with the ids that GitHub gives them", () => {
  expect(page.title).toBe("Repairing");
  expect(page.sections.map(({ id, heading }) => [id, heading])).toEqual([
    ["", "Repairing"],
    ["warnings-that-have-to-be-accepted", "Warnings that have to be accepted"],
  ]);
  expect(headingId("`check --json`")).toBe("check---json");
});

test("a search finds the section whose text or table holds every word", () => {
  expect(searchDocs([page], "Functions OTHERS").map(({ slug, id }) => [slug, id])).toEqual([
    ["repair", "warnings-that-have-to-be-accepted"],
  ]);
  expect(searchDocs([page], "plan first")[0]).toMatchObject({ id: "", excerpt: "A plan is read first." });
  expect(searchDocs([page], "plan moon")).toEqual([]);
  expect(searchDocs([page], "  ")).toEqual([]);
});

test.each([
  ["repair.md#warnings", "/docs/repair#warnings"],
  ["README.md", "/docs"],
  ["docs/repair.md", "/docs/repair"],
  ["#here", "#here"],
  ["https://electric-sql.com", "https://electric-sql.com"],
  ["../lib/troubleshoot/entries", null],
  ["missing.md", null],
  ["javascript:alert(1)", null],
])("a link to %s leads to %s", (href, to) => {
  expect(docHref(href, new Set(["repair", "README"]))).toBe(to);
  expect(docPath("README")).toBe("/docs");
});
