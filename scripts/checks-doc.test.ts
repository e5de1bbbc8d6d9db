import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checks } from "@/lib/checks";
import { checksMarkdown, PAGE } from "./checks-doc";

test("the page of the checks is the one that the checks' own files make, each of them on it once", async () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toBe(await checksMarkdown());
  for (const { id } of checks) expect(page.split(`\n### \`${id}\`\n`)).toHaveLength(2);
});
