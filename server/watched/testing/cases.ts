import { readFileSync } from "node:fs";
import path from "node:path";
import { loadModule, parseSync } from "libpg-query";

const FOLDER = path.resolve(import.meta.dirname, "cases");

/**
 * Returns the statements of a reported case, in their order. `block` names one of several by the number that begins its comment;
 * without it the whole file is one. A slot cannot be made beside other writes, so each is sent by itself.
 */
export async function caseStatements(name: string, block?: number): Promise<string[]> {
  await loadModule();
  const text = readFileSync(path.join(FOLDER, `${name}.sql`), "utf8");
  const blocks = text.split(/^(?=-- \d+ )/m);
  const sql = block === undefined ? text : blocks.find((one) => one.startsWith(`-- ${block} `));
  if (sql === undefined) throw new Error(`${name} has no block ${block ?? ""}.`);
  const bytes = Buffer.from(sql);
  return (parseSync(sql).stmts ?? []).map(({ stmt_location: from = 0, stmt_len: length }) =>
    bytes.subarray(from, length === undefined ? undefined : from + length).toString(),
  );
}
