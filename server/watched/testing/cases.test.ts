import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const FOLDER = path.join("server", "watched", "testing", "cases");

/** Rows of the table in docs/testing.md: a case and the files that test it. */
const rows = [...readFileSync("docs/testing.md", "utf8").matchAll(/^\| (\d\d-[\w-]+) +\| (.*) \|$/gm)].map(
  ([, name = "", files = ""]) => ({
    name,
    files: [...files.matchAll(/`([^`]+)`/g)].map(([, file = ""]) => file),
  }),
);

test("every reported case has its row in docs/testing.md", () => {
  const cases = readdirSync(FOLDER).map((file) => file.replace(/\.(sql|txt)$/, ""));
  expect(rows.map(({ name }) => name)).toEqual(cases.sort());
});

test("every file of the table is there and names the case", () => {
  for (const { name, files } of rows) {
    expect(files.length, name).toBeGreaterThan(0);
    for (const file of files) expect(existsSync(file), `${name}: ${file}`).toBe(true);
    const number = name.slice(0, 2);
    const isNamed = files.some((file) =>
      new RegExp(`["'\`(/ ]${number}[:,"'-]|cases?/${number}`).test(readFileSync(file, "utf8")),
    );
    expect(isNamed, `${name} in ${files.join(", ")}`).toBe(true);
  }
});
