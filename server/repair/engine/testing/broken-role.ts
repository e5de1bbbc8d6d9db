import { fault, id, onDatabase, type Making } from "./making";

type RoleFault = { name: string; make(role: string): string[] };

const there = (attributes: string) => (role: string) => [`CREATE ROLE ${id(role)} ${attributes}`];

/** One each; a database gets them in turn, so that forty have all of them. */
export const ROLE_FAULTS: readonly RoleFault[] = [
  { name: "no role", make: () => [] },
  { name: "sound role", make: there("LOGIN REPLICATION") },
  { name: "NOLOGIN", make: there("NOLOGIN REPLICATION") },
  { name: "no REPLICATION", make: there("LOGIN") },
  { name: "CONNECTION LIMIT 5", make: there("LOGIN REPLICATION CONNECTION LIMIT 5") },
  {
    name: "statement_timeout of the role",
    make: (role) => [
      ...there("LOGIN REPLICATION")(role),
      `ALTER ROLE ${id(role)} SET statement_timeout = '5s'`,
    ],
  },
  {
    name: "lock_timeout of the role here",
    make: (role) => [
      ...there("LOGIN REPLICATION")(role),
      onDatabase(`ALTER ROLE ${id(role)} IN DATABASE %D SET lock_timeout = '1s'`),
      `ALTER ROLE ${id(role)} SET search_path = 'public'`,
    ],
  },
  {
    name: "read-only role",
    make: (role) => [
      ...there("LOGIN REPLICATION")(role),
      `ALTER ROLE ${id(role)} SET default_transaction_read_only = on`,
    ],
  },
  { name: "VALID UNTIL past", make: there("LOGIN REPLICATION VALID UNTIL '2020-02-03 04:05:06+00'") },
  { name: "NOINHERIT", make: there("LOGIN REPLICATION NOINHERIT") },
  { name: "NOINHERIT NOLOGIN without REPLICATION", make: there("NOLOGIN NOINHERIT CONNECTION LIMIT 3") },
  { name: "BYPASSRLS", make: there("LOGIN REPLICATION BYPASSRLS") },
];

const SOUND = ROLE_FAULTS.findIndex(({ name }) => name === "sound role");

/** Makes the roles, Electric's with its fault; memberships between it and the applications where there is one. */
export function makeRoles(making: Making, turn: number): void {
  const { apps, reader, second, electric, random, major } = making;
  for (const role of [...apps, reader, second]) making.sql.push(`CREATE ROLE ${id(role)} LOGIN`);
  const chosen = ROLE_FAULTS[making.plain ? SOUND : turn % ROLE_FAULTS.length];
  if (chosen === undefined) return;
  fault(making, chosen.name, ...chosen.make(electric));
  making.electricIs = chosen.name === "no role" ? "missing" : "there";
  if (making.electricIs === "missing") return;
  if (making.plain)
    return random.chance(0.5)
      ? fault(making, "app in electric", `GRANT ${id(electric)} TO ${id(apps[0])}`)
      : undefined;
  if (random.chance(0.12)) fault(making, "electric in app", `GRANT ${id(apps[0])} TO ${id(electric)}`);
  else if (major >= 16 && random.chance(0.15))
    fault(
      making,
      "electric in app without inherit",
      `GRANT ${id(apps[0])} TO ${id(electric)} WITH INHERIT FALSE`,
    );
  else if (random.chance(0.1)) fault(making, "app in electric", `GRANT ${id(electric)} TO ${id(apps[0])}`);
}

/** Makes the schemas and says who may go in; applications always may. */
export function makeSchemas(making: Making): void {
  const { schema, other, apps, reader, second, electric, random, sql } = making;
  const everybody = [...apps, reader, second].map(id).join(", ");
  if (schema !== "public") {
    const owner = making.plain ? apps[0] : random.pick([apps[0], apps[0], "postgres"]);
    sql.push(`CREATE SCHEMA ${id(schema)} AUTHORIZATION ${id(owner)}`);
  }
  sql.push(`CREATE SCHEMA ${id(other)}`);
  for (const name of [schema, other]) sql.push(`GRANT USAGE ON SCHEMA ${id(name)} TO ${everybody}`);
  if (schema === "public" && random.chance(0.5))
    fault(making, "no USAGE on public", "REVOKE ALL ON SCHEMA public FROM PUBLIC");
  if (schema !== "public" && making.electricIs === "there" && random.chance(0.4))
    sql.push(`GRANT USAGE ON SCHEMA ${id(schema)} TO ${id(electric)}`);
  if (making.plain)
    return fault(
      making,
      "an owner who may",
      onDatabase(`GRANT CREATE ON DATABASE %D TO ${id(apps[0])} WITH GRANT OPTION`),
    );
  if (random.chance(0.35)) {
    sql.push(onDatabase(`GRANT CONNECT ON DATABASE %D TO ${everybody}`));
    fault(making, "no CONNECT", onDatabase("REVOKE CONNECT ON DATABASE %D FROM PUBLIC"));
  }
  if (random.chance(0.5)) sql.push(onDatabase(`GRANT CREATE ON DATABASE %D TO ${id(apps[0])}`));
}
