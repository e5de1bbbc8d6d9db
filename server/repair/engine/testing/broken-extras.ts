import { quoteLiteral } from "@/lib/postgres/identifier";
import { fault, id, relation, work, type MadeTable, type Making } from "./making";

/** Row security that the owner passes: by itself without FORCE, by a policy with it. */
export function rowSecurity(making: Making, on: MadeTable): void {
  const { random, apps, reader } = making;
  const name = relation(on);
  const policy = (to: string) =>
    `CREATE POLICY ${id(making.name("policy"))} ON ${name} TO ${to} USING (${id(on.num)} > 0) WITH CHECK (true)`;
  const enable = `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`;
  switch (random.below(4)) {
    case 0:
      return fault(making, "row security without policy", enable);
    case 1:
      return fault(making, "row security with policy", enable, policy(id(apps[1])));
    case 2: {
      fault(
        making,
        "row security with policy",
        enable,
        policy("PUBLIC"),
        `GRANT SELECT ON ${name} TO ${id(reader)}`,
      );
      return work(making, reader, `filtered ${on.name}`, [`SELECT count(*)::int AS rows FROM ${name}`]);
    }
    default:
      return fault(
        making,
        "FORCE row security",
        enable,
        `ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`,
        policy("PUBLIC"),
      );
  }
}

/** Identities that stand there already. */
export function identity(making: Making, on: MadeTable): void {
  const { random } = making;
  const name = relation(on);
  const index = { schema: on.schema, name: making.name(`${on.name.slice(0, 2)}_key`) };
  switch (random.below(3)) {
    case 0:
      on.identity = "nothing";
      return fault(making, "identity NOTHING", `ALTER TABLE ${name} REPLICA IDENTITY NOTHING`);
    case 1: {
      on.identity = "index";
      return fault(
        making,
        "identity USING INDEX",
        `ALTER TABLE ${name} ADD COLUMN code uuid NOT NULL DEFAULT gen_random_uuid()`,
        `CREATE UNIQUE INDEX ${id(index.name)} ON ${name} (code)`,
        `ALTER TABLE ${name} REPLICA IDENTITY USING INDEX ${id(index.name)}`,
      );
    }
    default:
      on.identity = "full";
      return fault(making, "identity FULL", `ALTER TABLE ${name} REPLICA IDENTITY FULL`);
  }
}

/** A view that can be written through, a materialized view, and a function with its owner's rights. */
export function dependents(making: Making, on: MadeTable): void {
  const { name, schema, owner } = { name: relation(on), schema: on.schema, owner: on.owner };
  const [view, kept, counts] = ["view", "kept", "counts"].map((base) => ({
    schema,
    name: making.name(base),
  }));
  if (view === undefined || kept === undefined || counts === undefined) return;
  const [text, num] = [id(on.text), id(on.num)];
  fault(
    making,
    "views and a function",
    `CREATE VIEW ${relation(view)} AS SELECT ${text}, ${num} FROM ${name}`,
    `ALTER VIEW ${relation(view)} OWNER TO ${id(owner)}`,
    `CREATE MATERIALIZED VIEW ${relation(kept)} AS SELECT count(*)::int AS rows FROM ${name}`,
    `ALTER MATERIALIZED VIEW ${relation(kept)} OWNER TO ${id(owner)}`,
    `CREATE FUNCTION ${relation(counts)}() RETURNS int LANGUAGE sql SECURITY DEFINER AS $body$ SELECT count(*)::int FROM ${name} $body$`,
    `ALTER FUNCTION ${relation(counts)}() OWNER TO ${id(owner)}`,
    `GRANT SELECT ON ${relation(view)} TO ${id(making.reader)}`,
  );
  work(making, owner, `view ${view.name}`, [
    `SELECT count(*)::int AS rows FROM ${relation(view)}`,
    `INSERT INTO ${relation(view)} (${text}, ${num}) VALUES ('through the view', 8)`,
    `UPDATE ${relation(view)} SET ${num} = 9 WHERE ${text} = 'through the view'`,
    `REFRESH MATERIALIZED VIEW ${relation(kept)}`,
    `SELECT rows FROM ${relation(kept)}`,
    `SELECT ${relation(counts)}() AS rows`,
  ]);
  work(making, making.reader, `view and function of ${on.name}`, [
    `SELECT count(*)::int AS rows FROM ${relation(view)}`,
    `SELECT ${relation(counts)}() AS rows`,
  ]);
}

/** A function that only its owner may call, in a CHECK that is read with the rights of the table's owner when a key is set to NULL. */
export function closedFunction(making: Making, to: MadeTable): void {
  const { schema, owner } = to;
  const table = { schema, name: making.name("remarks") };
  const closed = { schema, name: making.name("plain") };
  const [text, num] = [id(to.text), id(to.num)];
  fault(
    making,
    "function closed to PUBLIC",
    `CREATE FUNCTION ${relation(closed)}(text, VARIADIC int[]) RETURNS text IMMUTABLE LANGUAGE plpgsql AS 'BEGIN RETURN lower($1); END'`,
    `REVOKE EXECUTE ON FUNCTION ${relation(closed)} FROM PUBLIC`,
    `ALTER FUNCTION ${relation(closed)} OWNER TO ${id(owner)}`,
    `CREATE TABLE ${relation(table)} (line int PRIMARY KEY, parent int REFERENCES ${relation(to)} (id) ON DELETE SET NULL,
       ${text} text CHECK (${relation(closed)}(${text}, 1, 2) <> 'z'), ${num} int)`,
    `INSERT INTO ${relation(table)} SELECT 1, min(id), 'A' FROM ${relation(to)}`,
    `ALTER TABLE ${relation(table)} OWNER TO ${id(owner)}`,
  );
  making.tables.push({ ...to, ...table, simple: false, generated: false, identity: "default", loud: false });
  work(making, owner, `remarks ${table.name}`, [
    `INSERT INTO ${relation(table)} SELECT 2, parent, 'B' FROM ${relation(table)} WHERE line = 1`,
    `DELETE FROM ${relation(to)} WHERE id IN (SELECT parent FROM ${relation(table)})`,
    `SELECT line, parent, ${text} FROM ${relation(table)} ORDER BY 1`,
  ]);
}

/** Privileges of future tables, and another program's publication. */
export function surroundings(making: Making): void {
  const { random, apps, reader, tables } = making;
  if (random.chance(0.3))
    fault(
      making,
      "default privileges",
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${id(apps[0])} GRANT SELECT ON TABLES TO ${id(reader)}`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${id(apps[0])} IN SCHEMA ${id(making.schema)} GRANT USAGE ON SEQUENCES TO ${id(reader)}`,
    );
  const listed = tables.find((table) => table.simple && table.identity === "default");
  if (random.chance(0.15) && listed !== undefined && making.major >= 15)
    fault(
      making,
      "column list of another publication",
      `CREATE PUBLICATION warehouse FOR TABLE ${relation(listed)} (id, ${id(listed.text)})`,
      `ALTER PUBLICATION warehouse OWNER TO ${id(apps[1])}`,
      `COMMENT ON PUBLICATION warehouse IS ${quoteLiteral("read by somebody else")}`,
    );
}
