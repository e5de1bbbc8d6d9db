import { quoteLiteral } from "@/lib/postgres/identifier";
import { as, fault, id, relation, work, type MadeTable, type Making } from "./making";

/** Returns the beginning of every table's job; `name` is quoted. The rows that it makes are rolled back with the rest. */
function rowWork(table: MadeTable, options: { deletes: boolean; extra?: string[] }): string[] {
  const name = relation(table);
  const [text, num] = [id(table.text), id(table.num)];
  const count = `SELECT count(*)::int AS rows, coalesce(sum(${num}), 0)::int AS sum FROM ${name}`;
  return [
    count,
    `INSERT INTO ${name} (${text}, ${num}) VALUES ('new', 5), ('newer', 6) RETURNING ${text}`,
    `UPDATE ${name} SET ${num} = ${num} + 1 WHERE ${text} = 'new'`,
    `SELECT ${text}, ${num} FROM ${name} WHERE ${text} LIKE 'new%' ORDER BY 1 FOR UPDATE`,
    ...(options.extra ?? []),
    ...(options.deletes ? [`DELETE FROM ${name} WHERE ${text} LIKE 'new%'`] : []),
    count,
  ];
}

type Shape = (making: Making, table: MadeTable) => { columns: string; after?: string[]; extra?: string[] };

const common = ({ text, num }: MadeTable): string => `${id(text)} text NOT NULL, ${id(num)} int NOT NULL`;

/** Uses the sequence of a column by hand, as some applications do; needs more than what a default needs. */
const byHand = (table: MadeTable): string[] => [
  `SELECT setval(pg_get_serial_sequence(${quoteLiteral(relation(table))}, 'id'), nextval(pg_get_serial_sequence(${quoteLiteral(relation(table))}, 'id'))) > 0 AS ok`,
  `SELECT currval(pg_get_serial_sequence(${quoteLiteral(relation(table))}, 'id')) > 0 AS ok`,
];

const SHAPES: readonly { name: string; make: Shape; keyed?: false; generated?: true }[] = [
  {
    name: "serial",
    make: (_making, table) => ({ columns: `id serial PRIMARY KEY, ${common(table)}`, extra: byHand(table) }),
  },
  {
    name: "identity",
    make: (_making, table) => ({
      columns: `id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${common(table)}`,
    }),
  },
  {
    name: "free sequence",
    make: ({ schema, name }, table) => {
      const sequence = { schema, name: name(`${table.name.slice(0, 4)}_free`) };
      return {
        columns: `id bigint PRIMARY KEY, ${common(table)}`,
        after: [
          `CREATE SEQUENCE ${relation(sequence)}`,
          `ALTER SEQUENCE ${relation(sequence)} OWNER TO ${id(table.owner)}`,
          `ALTER TABLE ${relation(table)} ALTER COLUMN id SET DEFAULT nextval(${quoteLiteral(relation(sequence))}::regclass)`,
        ],
        extra: [`SELECT nextval(${quoteLiteral(relation(sequence))}) > 0 AS ok`],
      };
    },
  },
  { name: "no primary key", make: (_making, table) => ({ columns: common(table) }), keyed: false },
  {
    name: "generated column",
    make: (_making, table) => ({
      columns: `id serial PRIMARY KEY, ${common(table)}, twice int GENERATED ALWAYS AS (${id(table.num)} * 2) STORED`,
    }),
    generated: true,
  },
];

const FILL = (table: MadeTable): string =>
  `INSERT INTO ${relation(table)} (${id(table.text)}, ${id(table.num)}) VALUES ('one', 1), ('two', 2), ('minus', -3)`;

const ownBy = (table: { schema: string; name: string }, role: string): string =>
  `ALTER TABLE ${relation(table)} OWNER TO ${id(role)}`;

function blank(making: Making, base: string, owner: string): MadeTable {
  return {
    schema: making.schema,
    name: making.name(base),
    owner,
    kind: "r",
    simple: true,
    keyed: true,
    generated: false,
    identity: "default",
    referenced: false,
    loud: false,
    text: making.name("note"),
    num: making.name("number"),
  };
}

/** Makes a plain table of a shape, with rows, and notes what its owner does with it. */
export function plainTable(making: Making, base: string, owner: string): MadeTable {
  const { random, sql } = making;
  const shape = random.pick([...SHAPES] as [(typeof SHAPES)[number], ...(typeof SHAPES)[number][]]);
  const table = blank(making, base, owner);
  table.keyed = shape.keyed ?? true;
  table.simple = table.keyed;
  table.generated = shape.generated ?? false;
  const { columns, after = [], extra = [] } = shape.make(making, table);
  sql.push(`CREATE TABLE ${relation(table)} (${columns})`, ...after, FILL(table), ownBy(table, owner));
  making.faults.push(shape.name);
  const revoked = random.chance(0.15);
  if (revoked)
    fault(making, "revoked from owner", `REVOKE DELETE, TRUNCATE ON ${relation(table)} FROM ${id(owner)}`);
  work(making, owner, `table ${table.name}`, rowWork(table, { deletes: !revoked, extra }));
  making.tables.push(table);
  return table;
}

/** A partitioned table of two levels; a leaf may lie in another schema, or belong to another role. */
export function partitionedTable(making: Making, base: string, owner: string): MadeTable {
  const { random, sql, other, apps } = making;
  const table = { ...blank(making, base, owner), kind: "p" as const, simple: false };
  const part = (suffix: string, schema = table.schema) => ({
    schema,
    name: making.name(`${base}_${suffix}`),
  });
  const [region, eu, low, high] = [id(table.text), part("eu"), part("low"), part("high")];
  const rest = part("rest", random.chance(0.5) ? other : table.schema);
  const key = `${region}, ${id(table.num)}`;
  sql.push(
    `CREATE TABLE ${relation(table)} (${region} text NOT NULL, ${id(table.num)} int NOT NULL, PRIMARY KEY (${key})) PARTITION BY LIST (${region})`,
    `CREATE TABLE ${relation(eu)} PARTITION OF ${relation(table)} FOR VALUES IN ('new', 'one') PARTITION BY RANGE (${id(table.num)})`,
    `CREATE TABLE ${relation(low)} PARTITION OF ${relation(eu)} FOR VALUES FROM (MINVALUE) TO (6)`,
    `CREATE TABLE ${relation(high)} PARTITION OF ${relation(eu)} FOR VALUES FROM (6) TO (MAXVALUE)`,
    `CREATE TABLE ${relation(rest)} PARTITION OF ${relation(table)} DEFAULT`,
    FILL(table),
    ...[table, eu, low, high].map((each) => ownBy(each, owner)),
  );
  making.faults.push("partitioned");
  if (rest.schema === other) making.faults.push("partition in another schema");
  const stranger = random.chance(0.4) && !making.plain ? apps[owner === apps[0] ? 1 : 0] : owner;
  sql.push(ownBy(rest, stranger));
  if (stranger !== owner) {
    making.faults.push("partition of another owner");
    work(making, stranger, `partition ${rest.name}`, [
      `SELECT count(*)::int AS rows FROM ${relation(rest)}`,
      `UPDATE ${relation(rest)} SET ${id(table.num)} = ${id(table.num)} + 1`,
    ]);
  }
  // The update moves a row from one partition to another.
  work(making, owner, `partitioned table ${table.name}`, rowWork(table, { deletes: true }));
  making.tables.push(table);
  return table;
}

/** A parent with a child of it; both are the application's. */
export function inheritedTables(making: Making, base: string, owner: string): void {
  const parent = plainTable(making, base, owner);
  // What a publication lists of a parent it lists of its children too.
  parent.simple = false;
  const child = { schema: parent.schema, name: making.name(`${base}_child`) };
  fault(
    making,
    "inheritance",
    `CREATE TABLE ${relation(child)} (extra int, PRIMARY KEY (${id(parent.num)})) INHERITS (${relation(parent)})`,
    `INSERT INTO ${relation(child)} (${parent.keyed ? "id, " : ""}${id(parent.text)}, ${id(parent.num)}, extra) VALUES (${parent.keyed ? "99, " : ""}'child', 40, 1)`,
    ownBy(child, owner),
  );
  making.tables.push({ ...parent, name: child.name, keyed: true });
  work(making, owner, `child ${child.name}`, [
    `UPDATE ${relation(child)} SET extra = extra + 1`,
    `SELECT extra FROM ${relation(child)}`,
  ]);
}

/** A table of Electric's own, on which the application works by grant, as a guide would have it. */
export function electricTable(making: Making, base: string): void {
  const table = blank(making, base, making.electric);
  const [app] = making.apps;
  fault(
    making,
    "some tables of electric",
    `CREATE TABLE ${relation(table)} (id serial PRIMARY KEY, ${common(table)})`,
    FILL(table),
    ownBy(table, making.electric),
    `GRANT ALL ON ${relation(table)} TO ${id(app)}`,
    `DO $making$ BEGIN EXECUTE format('GRANT ALL ON SEQUENCE %s TO %s', pg_get_serial_sequence(${quoteLiteral(relation(table))}, 'id'), ${quoteLiteral(id(app))}); END $making$`,
  );
  making.tables.push(table);
  work(making, app, `electric's table ${table.name}`, rowWork(table, { deletes: true }));
}

/** A foreign key from another role's table; what it checks and cascades runs with the rights of the tables' owners. */
export function foreignKey(making: Making, to: MadeTable): void {
  const [first, second] = making.apps;
  const owner = to.owner === first ? second : first;
  const table = { schema: to.schema, name: making.name("lines") };
  const parent = relation(to);
  fault(
    making,
    "foreign key to another owner's table",
    `CREATE TABLE ${relation(table)} (line int PRIMARY KEY, parent int NOT NULL REFERENCES ${parent} (id) ON DELETE CASCADE, ${id(to.text)} text, ${id(to.num)} int)`,
    `INSERT INTO ${relation(table)} SELECT 1, min(id) FROM ${parent}`,
    ownBy(table, owner),
  );
  to.referenced = true;
  making.tables.push({
    ...to,
    ...table,
    owner,
    simple: false,
    keyed: true,
    generated: false,
    referenced: false,
    loud: false,
  });
  work(making, owner, `lines ${table.name}`, [
    `INSERT INTO ${relation(table)} SELECT 2, parent FROM ${relation(table)} WHERE line = 1`,
    `UPDATE ${relation(table)} SET line = 3 WHERE line = 2`,
    `DELETE FROM ${relation(table)} WHERE line = 3`,
    `SELECT count(*)::int AS rows FROM ${relation(table)}`,
  ]);
  if (!making.faults.includes("revoked from owner"))
    work(making, to.owner, `cascade from ${to.name}`, [`DELETE FROM ${parent} WHERE id = 1`]);
}

/** Triggers: one that writes to another table of the same owner, and one that runs with its owner's rights. */
export function triggers(making: Making, on: MadeTable): void {
  const { sql, schema, name } = making;
  const log = { schema, name: name("log") };
  const [loud, quiet] = [name("loud"), name("quiet")];
  const body = (what: string) =>
    `AS $body$ BEGIN INSERT INTO ${relation(log)} (${id(on.text)}) VALUES (${quoteLiteral(what)}); RETURN NULL; END $body$`;
  making.faults.push("triggers");
  on.loud = true;
  sql.push(
    `CREATE TABLE ${relation(log)} (id bigserial PRIMARY KEY, ${id(on.text)} text NOT NULL, ${id(on.num)} int)`,
    ownBy(log, on.owner),
    `CREATE FUNCTION ${relation({ schema, name: loud })}() RETURNS trigger LANGUAGE plpgsql ${body("loud")}`,
    `CREATE FUNCTION ${relation({ schema, name: quiet })}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER ${body("quiet")}`,
    ...[loud, quiet].flatMap((each, index) => [
      `ALTER FUNCTION ${relation({ schema, name: each })}() OWNER TO ${id(on.owner)}`,
      `CREATE TRIGGER t${index} AFTER INSERT OR UPDATE OR DELETE ON ${relation(on)} FOR EACH ROW EXECUTE FUNCTION ${relation({ schema, name: each })}()`,
    ]),
  );
  making.tables.push({
    ...on,
    name: log.name,
    simple: false,
    keyed: true,
    generated: false,
    identity: "default",
    referenced: false,
    loud: false,
  });
  work(making, on.owner, `log of ${on.name}`, [
    `UPDATE ${relation(on)} SET ${id(on.num)} = ${id(on.num)}`,
    `SELECT ${id(on.text)} AS what, count(*)::int AS times FROM ${relation(log)} GROUP BY 1 ORDER BY 1`,
  ]);
}

/** Grants to readers: of columns, with and without the option to pass them on, and passed on. */
export function grants(making: Making, on: MadeTable): void {
  const { random, reader, second, electric } = making;
  const name = relation(on);
  const count = `SELECT count(${id(on.text)})::int AS rows FROM ${name}`;
  if (random.chance(0.5)) {
    making.faults.push("grant passed on");
    as(making, on.owner, [`GRANT SELECT, INSERT ON ${name} TO ${id(reader)} WITH GRANT OPTION`]);
    as(making, reader, [`GRANT SELECT ON ${name} TO ${id(second)}`]);
    for (const role of [reader, second]) work(making, role, `reads ${on.name}`, [count]);
  }
  if (random.chance(0.5)) {
    making.faults.push("grant of columns");
    as(making, on.owner, [
      `GRANT SELECT (${id(on.text)}), UPDATE (${id(on.num)}) ON ${name} TO ${id(second)}`,
    ]);
    const writes = on.loud ? [] : [`UPDATE ${name} SET ${id(on.num)} = 7`];
    work(making, second, `columns of ${on.name}`, [count, ...writes]);
  }
  if (making.electricIs === "there" && random.chance(0.4)) {
    making.faults.push("grants to electric");
    as(making, on.owner, [
      `GRANT SELECT ON ${name} TO ${id(electric)}${random.chance(0.4) ? " WITH GRANT OPTION" : ""}`,
      ...(random.chance(0.5) ? [`GRANT SELECT (${id(on.text)}) ON ${name} TO ${id(electric)}`] : []),
    ]);
  }
}
