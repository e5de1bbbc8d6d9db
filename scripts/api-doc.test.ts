import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { API_ENDPOINTS } from "@/lib/api-v1";
import { openApiPath } from "@/lib/api-v1/openapi";
import { PROBLEM_KINDS, typeOf } from "@/lib/api-v1/problem";
import { docPage } from "@/lib/docs/page";
import { apiMarkdown, PAGE } from "./api-doc";

test("the page of the API is the one that the declarations make, each endpoint on it once", async () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toBe(await apiMarkdown());
  for (const { method, path } of API_ENDPOINTS)
    expect(page.split(`\`${method} ${openApiPath(path)}\` ·`), path).toHaveLength(2);
});

test("the type of each problem leads to its explanation on that page", () => {
  const ids = docPage("api-reference", readFileSync(PAGE, "utf8")).sections.map(({ id }) => id);
  for (const kind of PROBLEM_KINDS) expect(ids).toContain(typeOf(kind).split("#")[1]);
});
