import type { Major } from "@/server/embedded/binaries";
import { quoteLiteral } from "@/lib/postgres/identifier";
import { fault, id, relation, work, type Making } from "./making";

/** A kind of relation that a plan leaves out in part or whole, or that is a table unlike the others. */
export type OddKind = {
  name: string;
  /** The first version that has it. */
  from: Major;
  make(making: Making, name: string): string[];
};

const at = ({ schema }: Making, name: string): string => relation({ schema, name });
const belongs = (making: Making, name: string, kind = "TABLE"): string =>
  `ALTER ${kind} ${at(making, name)} OWNER TO ${id(making.apps[0])}`;
const FOREIGN_SERVER = [
  `CREATE FOREIGN DATA WRAPPER nowhere`,
  `CREATE SERVER far FOREIGN DATA WRAPPER nowhere`,
];
/** A partitioned table of the application with one ordinary partition. */
const root = (making: Making, name: string): string[] => [
  `CREATE TABLE ${at(making, name)} (id int NOT NULL) PARTITION BY RANGE (id)`,
  `CREATE TABLE ${at(making, `${name}_1`)} PARTITION OF ${at(making, name)} FOR VALUES FROM (0) TO (10)`,
  belongs(making, name),
  belongs(making, `${name}_1`),
];
const second = (making: Making, name: string): string =>
  `${at(making, `${name}_2`)} PARTITION OF ${at(making, name)} FOR VALUES FROM (10) TO (20)`;

export const ODD_KINDS: readonly OddKind[] = [
  {
    name: "unlogged table",
    from: 14,
    make: (making, name) => [
      `CREATE UNLOGGED TABLE ${at(making, name)} (id int PRIMARY KEY)`,
      belongs(making, name),
    ],
  },
  {
    name: "unlogged partition",
    from: 14,
    make: (making, name) => [
      ...root(making, name),
      `CREATE UNLOGGED TABLE ${second(making, name)}`,
      belongs(making, `${name}_2`),
    ],
  },
  {
    name: "temporary table",
    from: 14,
    make: (_making, name) => [`CREATE TEMPORARY TABLE ${id(name)} (id int PRIMARY KEY)`],
  },
  {
    name: "foreign table",
    from: 14,
    make: (making, name) => [
      ...FOREIGN_SERVER,
      `CREATE FOREIGN TABLE ${at(making, name)} (id int) SERVER far`,
      belongs(making, name, "FOREIGN TABLE"),
    ],
  },
  {
    name: "foreign partition",
    from: 14,
    make: (making, name) => [
      ...FOREIGN_SERVER,
      ...root(making, name),
      `CREATE FOREIGN TABLE ${second(making, name)} SERVER far`,
      belongs(making, `${name}_2`, "FOREIGN TABLE"),
    ],
  },
  {
    name: "view",
    from: 14,
    make: (making, name) => [
      `CREATE VIEW ${at(making, name)} AS SELECT 1 AS id`,
      belongs(making, name, "VIEW"),
    ],
  },
  {
    name: "materialized view",
    from: 14,
    make: (making, name) => [
      `CREATE MATERIALIZED VIEW ${at(making, name)} AS SELECT 1 AS id`,
      belongs(making, name, "MATERIALIZED VIEW"),
    ],
  },
  {
    name: "table of an extension",
    from: 14,
    make: (making, name) => [
      `CREATE TABLE ${at(making, name)} (id int PRIMARY KEY)`,
      `ALTER EXTENSION plpgsql ADD TABLE ${at(making, name)}`,
    ],
  },
  {
    name: "virtual generated column",
    from: 18,
    make: (making, name) => [
      `CREATE TABLE ${at(making, name)} (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) VIRTUAL)`,
      belongs(making, name),
    ],
  },
  {
    name: "inheritance child",
    from: 14,
    make: (making, name) => [
      `CREATE TABLE ${at(making, name)} (id int PRIMARY KEY)`,
      `CREATE TABLE ${at(making, `${name}_child`)} (PRIMARY KEY (id)) INHERITS (${at(making, name)})`,
      belongs(making, name),
      belongs(making, `${name}_child`),
    ],
  },
  {
    name: "unlogged inheritance child",
    from: 14,
    make: (making, name) => [
      `CREATE TABLE ${at(making, name)} (id int PRIMARY KEY)`,
      `CREATE UNLOGGED TABLE ${at(making, `${name}_child`)} (PRIMARY KEY (id)) INHERITS (${at(making, name)})`,
      belongs(making, name),
      belongs(making, `${name}_child`),
    ],
  },
  {
    name: "typed table",
    from: 14,
    make: (making, name) => [
      `CREATE TYPE ${at(making, `${name}_row`)} AS (id int, body text)`,
      belongs(making, `${name}_row`, "TYPE"),
      `CREATE TABLE ${at(making, name)} OF ${at(making, `${name}_row`)} (PRIMARY KEY (id))`,
      belongs(making, name),
    ],
  },
  {
    name: "partition of another owner",
    from: 14,
    make: (making, name) => [
      ...root(making, name),
      `CREATE TABLE ${second(making, name)}`,
      `ALTER TABLE ${at(making, `${name}_2`)} OWNER TO ${id(making.apps[1])}`,
    ],
  },
  {
    name: "table in another publication with a column list",
    from: 15,
    make: (making, name) => [
      `CREATE TABLE ${at(making, name)} (id int PRIMARY KEY, body text)`,
      belongs(making, name),
      `CREATE PUBLICATION ${id(`${name}_columns`)} FOR TABLE ${at(making, name)} (id)`,
    ],
  },
  {
    name: "table of a superuser",
    from: 14,
    make: (making, name) => [`CREATE TABLE ${at(making, name)} (id int PRIMARY KEY)`],
  },
  {
    name: "table with a rule",
    from: 14,
    make: (making, name) => [
      `CREATE TABLE ${at(making, name)} (id int PRIMARY KEY)`,
      belongs(making, name),
      `CREATE RULE keep AS ON DELETE TO ${at(making, name)} DO INSTEAD NOTHING`,
    ],
  },
];

/** Puts a relation of an odd kind beside the others; its owner goes on as before. */
export function oddRelation(making: Making, kind: OddKind): void {
  const name = `odd_${kind.name.replaceAll(" ", "_").slice(0, 24)}`;
  fault(making, kind.name, ...kind.make(making, name));
  if (kind.name === "temporary table") return;
  work(making, making.apps[0], `odd relation ${name}`, [
    `SELECT count(*)::int AS there FROM pg_catalog.pg_class WHERE relname = ${quoteLiteral(name)}`,
  ]);
}
