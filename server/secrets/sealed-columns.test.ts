import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { is } from "drizzle-orm";
import { expect, test } from "vitest";
import * as schema from "../store/schema";
import { SEALED_COLUMNS } from "./sealed-columns";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** Returns the modules of a room by their paths in it, with their texts. */
const modulesOf = (room: string): [string, string][] =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|(^|\/)testing\//.test(file))
    .map((file) => [file, readFileSync(path.join(ROOT, room, file), "utf8")]);

test("every module that encrypts a text for the store is in the register", () => {
  const sealing = modulesOf("server")
    .filter(([file, text]) => /\bseal(Text)?\(/.test(text) && !file.startsWith("secrets/"))
    .map(([file]) => file);
  expect(sealing.sort()).toEqual(SEALED_COLUMNS.map(({ sealedBy }) => sealedBy).sort());
});

test("the register has the field that each module encrypts for", () => {
  for (const { sealedBy, field } of SEALED_COLUMNS) {
    const text = readFileSync(path.join(ROOT, "server", sealedBy), "utf8");
    expect(text, sealedBy).toContain(`"${field}"`);
  }
});

test("every table and every stored document with a ciphertext is in the register", () => {
  const tables = modulesOf("server/store")
    .flatMap(([, text]) => text.split(/(?=pgTable\()/))
    .filter((text) => /ciphertext/.test(text))
    .flatMap((text) => /^pgTable\(\s*"(\w+)"/.exec(text)?.[1] ?? []);
  const inTables = SEALED_COLUMNS.filter(({ only }) => only === undefined).map(({ table }) => table);
  expect(tables.sort()).toEqual([...inTables, "key_checks"].sort());
  const documents = modulesOf("lib").filter(([, text]) => /ciphertext:/.test(text));
  expect(documents.map(([file]) => file).sort()).toEqual(["accounts/provider.ts", "mail/stored.ts"]);
});

test("each place of the register is in the schema", () => {
  const tables = new Map(
    Object.values(schema)
      .filter((one) => is(one, PgTable))
      .map((table) => {
        const { name, columns } = getTableConfig(table);
        return [name, columns.map((column) => column.name)];
      }),
  );
  for (const { table, id, json } of SEALED_COLUMNS) {
    const columns = json === null ? ["key_id", "nonce", "ciphertext"] : [json.column];
    expect(tables.get(table), table).toEqual(expect.arrayContaining([id, ...columns]));
  }
});
