import type { Major } from "@/server/embedded/binaries";
import type { TargetInput } from "@/server/watched/faults/harness";
import { closedFunction, dependents, identity, rowSecurity, surroundings } from "./broken-extras";
import { makePublication, PUBLICATION_FAULTS } from "./broken-publication";
import { makeRoles, makeSchemas } from "./broken-role";
import {
  electricTable,
  foreignKey,
  grants,
  inheritedTables,
  partitionedTable,
  plainTable,
  triggers,
} from "./broken-tables";
import type { Job, Making } from "./making";
import { namesBy } from "./names";
import { ODD_KINDS, oddRelation } from "./odd-relations";
import { randomFrom } from "./random";

/** A database on which Electric would not run, whose application works. */
export type Broken = {
  /** Its number and what is wrong with it, for messages. */
  name: string;
  /** Run one by one by a superuser in a new database. */
  sql: string[];
  target: TargetInput;
  /** The roles that own tables, in the order in which they were made. */
  apps: [string, string];
  /** Work of each role with the database, the owners among them. */
  jobs: Record<string, Job[]>;
};

/** How many databases one seed gives. */
export const PER_SEED = 40;

function makeTables(making: Making, turn: number): void {
  const { random, apps } = making;
  const owners: [string, ...string[]] =
    turn % 3 === 0 || making.plain ? [apps[0]] : [apps[0], apps[0], apps[1]];
  if (owners.length > 1) making.faults.push("two owners");
  plainTable(making, "t1", apps[0]);
  for (const base of ["t2", "t3"]) if (random.chance(0.7)) plainTable(making, base, random.pick(owners));
  if (random.chance(0.4)) partitionedTable(making, "p1", random.pick(owners));
  if (random.chance(0.2)) inheritedTables(making, "i1", random.pick(owners));
  if (making.electricIs === "there" && !making.plain && turn % 4 === 1) electricTable(making, "e1");
  const plain = making.tables.filter(({ simple, owner }) => simple && owner !== making.electric);
  for (const table of plain) if (random.chance(0.3)) identity(making, table);
  const referable = plain.find(({ simple }) => simple);
  if (!making.plain && random.chance(0.3) && referable !== undefined) foreignKey(making, referable);
}

function makeRest(making: Making): void {
  const { random } = making;
  const own = making.tables.filter(({ owner }) => owner !== making.electric);
  const rows = own.filter(({ simple, referenced }) => simple && !referenced);
  const [first, ...others] = rows;
  if (first !== undefined && random.chance(0.5)) dependents(making, first);
  const logged = others[0] ?? first;
  if (logged !== undefined && random.chance(0.25)) triggers(making, logged);
  for (const table of own) if (random.chance(0.45)) grants(making, table);
  const secured = others.at(-1) ?? first;
  if (secured !== undefined && random.chance(0.35)) rowSecurity(making, secured);
}

function targetOf({ random, schema, electric, tables }: Making): TargetInput {
  const some = tables
    .filter(() => random.chance(0.7))
    .map((table) => ({ schema: table.schema, name: table.name }));
  return {
    role: electric,
    scope:
      random.chance(0.25) && some.length > 0
        ? { kind: "tables", tables: some }
        : { kind: "schemas", schemas: [schema] },
  };
}

function brokenDatabase(seed: number, major: Major, turn: number): Broken {
  const random = randomFrom(seed * 1000 + turn);
  const hostile = turn % 2 === 1;
  const plain = turn % 5 === 3;
  const name = namesBy(random, hostile);
  const making: Making = {
    random,
    major,
    name,
    electric: random.chance(0.7) ? "electric" : name("electric"),
    electricIs: "there",
    plain,
    apps: [name("app"), name("billing")],
    reader: name("reader"),
    second: name("second"),
    schema: random.chance(0.5) && !plain ? "public" : name("shop"),
    other: name("archive"),
    sql: [],
    faults: hostile ? ["hostile names"] : [],
    tables: [],
    jobs: {},
  };
  makeRoles(making, turn);
  makeSchemas(making);
  makeTables(making, turn);
  makePublication(making, random.pick(PUBLICATION_FAULTS));
  makeRest(making);
  surroundings(making);
  const called = making.tables.find(
    ({ simple, referenced, owner }) => simple && !referenced && owner !== making.electric,
  );
  if (called !== undefined && random.chance(0.25) && !making.faults.includes("revoked from owner"))
    closedFunction(making, called);
  const odd = ODD_KINDS[turn % ODD_KINDS.length];
  if (odd !== undefined && major >= odd.from && !plain) oddRelation(making, odd);
  return {
    name: `${seed}.${turn}: ${[...new Set(making.faults)].join(", ")}`,
    sql: making.sql,
    target: targetOf(making),
    apps: making.apps,
    jobs: making.jobs,
  };
}

/** Returns the forty databases of a seed for a version, always the same ones. */
export function brokenDatabases(seed: number, major: Major): Broken[] {
  return Array.from({ length: PER_SEED }, (_nothing, turn) => brokenDatabase(seed, major, turn));
}
