import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { textOf } from "./sources";

const ROOT = path.resolve(import.meta.dirname, "..");
const page = textOf("docs/asvs.md");

/**
 * How many items of levels 1 and 2 each section of ASVS 5.0.0 has. Those of level 3 stand behind them in each section, so that these are
 * 1 to this number.
 */
const ITEMS: Record<string, number> = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2 },
  ...{ "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1 },
  ...{ "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2 },
  ...{ "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4 },
  ...{ "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3 },
  ...{ "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4 },
  ...{ "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2 },
  ...{ "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1 },
  ...{ "9.1": 3, "9.2": 4 },
  ...{ "10.1": 2, "10.2": 2, "10.3": 4, "10.4": 11, "10.5": 5, "10.6": 2, "10.7": 3 },
  ...{ "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1 },
  ...{ "12.1": 3, "12.2": 2, "12.3": 4 },
  ...{ "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5 },
  ...{ "14.1": 2, "14.2": 4, "14.3": 3 },
  ...{ "15.1": 3, "15.2": 3, "15.3": 7 },
  ...{ "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3 },
  ...{ "17.1": 1, "17.2": 4, "17.3": 2 },
};

const ids = Object.entries(ITEMS).flatMap(([section, most]) =>
  Array.from({ length: most }, (_, index) => `${section}.${index + 1}`),
);

type Row = { id: string; about: string; state: string; where: string };
const rows: Row[] = page
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, id = ""]) => /^\d+\.\d+\.\d+$/.test(id))
  .map(([, id = "", about = "", state = "", where = ""]) => ({ id, about, state, where }));
const inState = (state: string) => rows.filter((row) => row.state === state);

/** Returns the files that a text names: paths of the source in backticks, and pages of the documentation that it links to. */
function filesIn(text: string): string[] {
  const source = [...text.matchAll(/`([^`\s]*(?:\/[^`\s]+\.\w+|^\w+\.\w+))`/g)].map(([, file = ""]) => file);
  const ofRoot = [...text.matchAll(/`([\w.-]+\.(?:ts|json|yaml|mjs)|Dockerfile|\.dockerignore)`/g)].map(
    ([, file = ""]) => file,
  );
  const pages = [...text.matchAll(/\]\(([\w-]+\.md)(?:#[^)]*)?\)/g)].map(([, file = ""]) => `docs/${file}`);
  return [...source, ...ofRoot, ...pages];
}

describe("the page of ASVS", () => {
  test("has each item of levels 1 and 2 once, in their order, in the chapter of its number", () => {
    expect(ids).toHaveLength(253);
    expect(rows.map(({ id }) => id)).toEqual(ids);
    const chapters = page.split(/^## (?=\d+\. )/m).slice(1);
    expect(chapters).toHaveLength(17);
    for (const [index, chapter] of chapters.entries())
      for (const [, number] of chapter.matchAll(/^\| (\d+)\.\d+\.\d+ /gm))
        expect(number).toBe(String(index + 1));
  });

  test("says of each what it is about and how it stands, and counts them right", () => {
    expect(rows.filter(({ about }) => about === "")).toEqual([]);
    const [met, not, open] = ["met", "not applicable", "open"].map((state) => inState(state).length);
    expect((met ?? 0) + (not ?? 0) + (open ?? 0)).toBe(rows.length);
    expect(page).toContain(`Of 253 items ${met} are met, ${not} are not applicable and ${open} are open.`);
  });

  test("names a file for each that is met, and a reason for each that is not", () => {
    for (const { id, where } of inState("met")) expect(filesIn(where).length, id).toBeGreaterThan(0);
    for (const { id, where } of [...inState("open"), ...inState("not applicable")])
      expect(where.split(/\s+/).length, id).toBeGreaterThanOrEqual(3);
  });

  test("names no file that is not there", () => {
    const named = [...new Set(filesIn(page))];
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });

  test("is led to from the index and from the page of security", () => {
    for (const from of ["docs/README.md", "docs/security.md"]) expect(textOf(from)).toContain("(asvs.md)");
  });
});
