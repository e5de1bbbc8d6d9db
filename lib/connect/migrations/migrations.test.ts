import fc from "fast-check";
import { loadModule, parsePlPgSQLSync, parseSync } from "libpg-query";
import ts from "typescript";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { aName } from "@/lib/repair/changes/fixture";
import { aTable, snapshotWith } from "@/lib/snapshot/fixture";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import type { Relation } from "@/lib/snapshot/relation";
import { targetSchema } from "@/lib/target/schema";
import { UnwritableValue } from "../quoting";
import { publishingOf, type Publishing } from "./publishing";
import { TOOL_IDS, TOOLS, type ToolId } from ".";

beforeAll(() => loadModule());

const AT = new Date("2026-11-30T05:18:00.000Z");
const manual = targetSchema.parse({ strategy: "manual" });

const publishing = (change: (snapshot: ReachedSnapshot) => void = () => {}): Publishing => {
  const made = publishingOf(snapshotWith(change), manual);
  if (typeof made === "string") throw new Error(made);
  return made;
};
const named = (name: string, more: Partial<Relation> = {}) =>
  publishing((s) => void (s.relations = [{ ...aTable, name, ...more }]));

const textOf = (tool: ToolId, made: Publishing): string => TOOLS[tool].files(made, AT)[0]?.text ?? "";

/** Returns the statements that the server would see in a script, by Postgres' own parser. */
const statementsIn = (script: string): number => parseSync(script).stmts?.length ?? 0;

/** The code of a module in TypeScript, checked by its compiler and run with a stand-in for what runs migrations. */
async function ran(text: string, up: (module: Record<string, unknown>) => Promise<void>): Promise<void> {
  const { outputText, diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  expect(diagnostics).toEqual([]);
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
  await up(z.record(z.string(), z.unknown()).parse({ ...z.looseObject({}).parse(module) }));
}

/** Returns what Knex makes of a raw statement without bindings (knex, dialects/postgres, positionBindings). */
const byKnex = (statement: string): string => {
  let bindings = 0;
  return statement.replace(/(\\*)(\?)/g, (_, escapes: string) =>
    escapes.length % 2 === 1 ? "?" : `$${(bindings += 1)}`,
  );
};

async function knexStatements(text: string): Promise<string[]> {
  const seen: string[] = [];
  const raw = (statement: string) => Promise.resolve(void seen.push(byKnex(statement)));
  await ran(text, async ({ up }) => {
    await z.function({ input: [z.unknown()], output: z.promise(z.unknown()) }).parse(up)({ raw });
  });
  return seen;
}

async function typeormStatements(text: string): Promise<string[]> {
  const seen: string[] = [];
  const query = (statement: string) => Promise.resolve(void seen.push(statement));
  await ran(text, async (module) => {
    const [Migration] = Object.values(module);
    if (typeof Migration !== "function") throw new Error("There is no class.");
    const made: unknown = Reflect.construct(Migration, []);
    if (typeof made !== "object" || made === null) throw new Error("There is no migration.");
    const method: unknown = Reflect.get(made, "up");
    if (typeof method !== "function") throw new Error("It has no up.");
    await Reflect.apply(method, made, [{ query }]);
  });
  return seen;
}

/** A heredoc of Elixir, its escapes undone (Elixir docs, syntax reference). */
const ectoStatements = (text: string): string[] =>
  [...text.matchAll(/execute\("""\n([^]*?)\n"""\)/g)].map(([, body = ""]) =>
    body.replace(/\\(.)|#\{/g, (all, one: string | undefined) => {
      if (one === undefined) throw new Error(`Elixir would interpolate at ${all}.`);
      return one === "r" ? "\r" : one;
    }),
  );

/** A raw heredoc of Ruby, to its end. */
const railsStatements = (text: string): string[] =>
  [...text.matchAll(/execute\(<<-'(SQL\w*)'\)\n([^]*?)\n {4}\1\n/g)].map(([, , body = ""]) => body);

/** Names that one of the tools would read as something of its own. */
const TRAPS = ["what?", "a#{b}", 'a"""b', "\nSQL\n", "`${x}`", "$electric$", "it's\\"];

const drizzleStatements = (text: string): string[] =>
  text
    .replace(/^(--.*\n)+/, "")
    .split("--> statement-breakpoint")
    .map((statement) => statement.trim().replace(/;$/, ""));

test("a migration has the statements of a repair: the publication, FULL before it is published, the right to read", () => {
  const made = publishing((s) => {
    s.relations = [{ ...aTable, published: null, replicaIdentity: "d" }];
    s.publication = null;
  });
  expect(made.statements.map((statement) => statement.split("\n").at(-4)?.trim() ?? statement)).toEqual([
    `CREATE PUBLICATION "electric_publication_default" WITH (publish = 'insert, update, delete, truncate');`,
    `GRANT USAGE ON SCHEMA "public" TO "electric"`,
    `ALTER TABLE "public"."orders" REPLICA IDENTITY FULL;`,
    `ALTER PUBLICATION "electric_publication_default" ADD TABLE ONLY "public"."orders";`,
    `GRANT SELECT ON TABLE "public"."orders" TO "electric"`,
  ]);
});

test("nothing swallows an error", () => {
  for (const id of TOOL_IDS)
    for (const { text } of TOOLS[id].files(publishing(), AT))
      expect(text).not.toMatch(/EXCEPTION|WHEN OTHERS|IF EXISTS|catch|rescue|try/);
});

test("partitions get FULL too, and the root is published under its own name", () => {
  const made = publishing((s) => {
    s.relations = [
      { ...aTable, oid: 1, kind: "p", name: "visits" },
      { ...aTable, oid: 2, name: "visits_2026", isPartition: true, parents: [1] },
    ];
  });
  const all = made.statements.join("\n");
  expect(all).toContain("publish_via_partition_root = true");
  expect(all).toContain(`ALTER TABLE "public"."visits_2026" REPLICA IDENTITY FULL`);
  expect(all).not.toContain(`ADD TABLE ONLY "public"."visits_2026"`);
});

test("a table whose own writes would fail is left out, and that is said", () => {
  const virtual = (versionNum: number) =>
    publishing((s) => {
      s.server.versionNum = versionNum;
      s.relations = [aTable, { ...aTable, oid: 2, name: "totals", generatedVirtual: ["sum"] }];
    });
  expect(virtual(180_000).left.join()).toMatch(/^public\.totals is left out/);
  expect(virtual(180_000).statements.join()).toContain("publish_generated_columns = stored");
  expect(virtual(170_000).left).toEqual([]);
});

test("what cannot be written says why", () => {
  const said = (target: Parameters<typeof targetSchema.parse>[0], tables: Relation[]) =>
    publishingOf(
      snapshotWith((s) => void (s.relations = tables)),
      targetSchema.parse(target),
    );
  expect(said({}, [])).toBe("The target has no table yet that could be published.");
  expect(said({ streamId: "a-b" }, [aTable])).toContain("hyphen");
  const many = Array.from({ length: 501 }, (_, oid) => ({ ...aTable, oid, name: `t${oid}` }));
  expect(said({}, many)).toContain("501 tables");
});

describe("read back by its own reader, each tool's migration has the statements to the letter", () => {
  const each = (check: (made: Publishing) => Promise<void> | void) =>
    fc.assert(
      fc.asyncProperty(aName, async (name) => {
        const made = named(name, { replicaIdentity: "d", published: null });
        try {
          await check(made);
        } catch (error) {
          if (!(error instanceof UnwritableValue)) throw error;
        }
      }),
      { numRuns: 60, examples: TRAPS.map((name): [string] => [name]) },
    );

  test.each(["sql", "prisma", "flyway", "drizzle"] as const)("%s, by Postgres' own parser", (tool) =>
    each((made) => {
      const extra = tool === "sql" ? 2 : 0;
      expect(statementsIn(textOf(tool, made))).toBe(made.statements.length + extra);
    }),
  );

  test("each block of it is PL/pgSQL", () =>
    each((made) => {
      for (const statement of made.statements.filter((one) => one.startsWith("DO")))
        expect(() => parsePlPgSQLSync(statement)).not.toThrow();
    }));

  test("Knex, compiled and run", () =>
    each(async (made) => expect(await knexStatements(textOf("knex", made))).toEqual(made.statements)));

  test("TypeORM, compiled and run", () =>
    each(async (made) => expect(await typeormStatements(textOf("typeorm", made))).toEqual(made.statements)));

  test("Ecto", () => each((made) => expect(ectoStatements(textOf("ecto", made))).toEqual(made.statements)));

  test("Rails", () =>
    each((made) => expect(railsStatements(textOf("rails", made))).toEqual(made.statements)));

  test("Drizzle, split as it splits", () =>
    each((made) => expect(drizzleStatements(textOf("drizzle", made))).toEqual(made.statements)));
});

test.each([
  ["knex", "what\\?", UnwritableValue],
  ["drizzle", "a--> statement-breakpoint", UnwritableValue],
] as const)("%s refuses a name that it would read as another", (tool, name, error) => {
  expect(() => textOf(tool, named(name))).toThrow(error);
});

test("Flyway is told to leave names alone that look like its placeholders", () => {
  expect(TOOLS.flyway.files(named("a${b}"), AT)[1]).toMatchObject({
    name: expect.stringMatching(/V20261130051800__\w+\.sql\.conf$/),
    text: "placeholderReplacement=false\n",
  });
  expect(TOOLS.flyway.files(named("orders"), AT)).toHaveLength(1);
});
