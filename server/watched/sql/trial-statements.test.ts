import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { loadModule, parseSync } from "libpg-query";
import { beforeAll, expect, test } from "vitest";
import { namesIn } from "../testing/sql-names";
import { sqlTexts } from "../testing/sql-texts";
import * as statements from "./trial-statements";

beforeAll(() => loadModule());

const own = new Set(Object.keys(statements));

test("the half of a trial in an administrator's transaction reads catalogues and sends DDL, and nothing that plans a user's table", async () => {
  const texts = (await sqlTexts()).filter(({ name }) => own.has(name));
  expect(new Set(texts.map(({ name }) => name))).toEqual(own);
  for (const { name, sql } of texts) {
    const kinds = (parseSync(sql).stmts ?? []).map(({ stmt }) => Object.keys(stmt ?? {})[0]);
    for (const kind of kinds)
      expect(
        ["SelectStmt", "VariableSetStmt", "CreatePublicationStmt", "AlterPublicationStmt", "AlterTableStmt"],
        name,
      ).toContain(kind);
    if (!kinds.includes("SelectStmt")) continue;
    const relations = namesIn([{ sql }]).filter(({ kind }) => kind === "relation");
    for (const relation of relations) expect(relation.name, name).toMatch(/^(?:pg_\w+|w)$/);
  }
});

test("the modules of that half take no SQL from elsewhere", () => {
  const folder = path.resolve(import.meta.dirname, "../trial");
  const half = ["statements.ts", "rights.ts", "publication.ts", "tables.ts", "rehearsing.ts", "outcome.ts"];
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(half));
  for (const file of half) {
    const text = readFileSync(path.join(folder, file), "utf8");
    const from = [...text.matchAll(/from "(\.\.\/sql\/[^"]+)"/g)].map(([, module]) => module);
    expect(
      from.filter((module) => module !== "../sql/trial-statements"),
      file,
    ).toEqual([]);
    expect(text, file).not.toMatch(/trial-session|EXPLAIN|\bINSERT INTO\b|\bDELETE FROM\b/);
  }
});
