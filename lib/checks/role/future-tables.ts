import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { OPENS } from "@/lib/postgres/predefined-roles";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { notApplicable, pass, warn, type Way } from "../finding";
import { MANUAL_MODE, membershipWay, withoutFirstRefusal } from "../tables/ways";
import { count, example } from "@/lib/text/words";
import { noRoleYet } from "./absent";
import { coverageIn, creatorsOf, type Creator } from "./creators";

const distinct = (creators: readonly Creator[]): string[] => [...new Set(creators.map(({ role }) => role))];

function readingWays(target: Target, creators: readonly Creator[]): Way[] {
  const role = quoteIdentifier(target.role);
  return [
    {
      says: "Grant SELECT on their future tables, role by role: without FOR ROLE the statement covers only tables that the current role makes. It takes the rights of each of these roles. Publishing a new table and setting it FULL stay steps of each migration, for no default can grant them.",
      sql: creators
        .map(
          (creator) =>
            `ALTER DEFAULT PRIVILEGES FOR ROLE ${quoteIdentifier(creator.role)} IN SCHEMA ${quoteIdentifier(creator.schema)} GRANT SELECT ON TABLES TO ${role};`,
        )
        .join("\n"),
    },
    {
      says: `Or let ${displayName(target.role)} read everything. ${OPENS.pg_read_all_data} It takes a superuser or ADMIN OPTION on pg_read_all_data.`,
      sql: `GRANT pg_read_all_data TO ${role};`,
    },
  ];
}

function owningWays(snapshot: ReachedSnapshot, target: Target, creators: readonly Creator[]): Way[] {
  const name = displayName(target.role);
  const fromPublic =
    majorOf(snapshot.server.versionNum) < 15 && creators.some(({ schema }) => schema === "public")
      ? ["REVOKE CREATE ON SCHEMA public FROM PUBLIC;"]
      : [];
  return withoutFirstRefusal([
    membershipWay(snapshot, target, distinct(creators)),
    {
      says: `Or run migrations as ${name} only, and take CREATE on the schemas from the others${fromPublic.length === 0 ? "" : ", and from PUBLIC, which has it on the schema public up to Postgres 14"}. Default privileges do not help here: they never give ownership.`,
      sql: [
        ...creators.map(
          ({ role, schema }) =>
            `REVOKE CREATE ON SCHEMA ${quoteIdentifier(schema)} FROM ${quoteIdentifier(role)};`,
        ),
        ...fromPublic,
      ].join("\n"),
    },
    { says: `Or let each migration end with ALTER TABLE … OWNER TO ${name} for the tables it makes.` },
    MANUAL_MODE,
  ]);
}

export const roleFutureTables = defineCheck({
  id: "role.future_tables",
  title: "Future tables are covered too",
  why: "A migration makes tables as some role, and a new table belongs to that role alone. What Electric needs on it has to be arranged beforehand: membership in the creating role, or default privileges of that role where Electric only reads.",
  source:
    "PostgreSQL docs, ALTER DEFAULT PRIVILEGES, 22.3 Role Membership; observed with Electric 1.7.12 on 14 to 18",
  worst: "warn",
  act: { says: "Cover future tables" },
  judge(snapshot, target) {
    if (target.scope.kind === "tables")
      return notApplicable("The target is a list of tables; a table made later is not of it.");
    if (snapshot.role === null) return noRoleYet(target);
    const name = displayName(target.role);
    const creators = creatorsOf(snapshot, target);
    const manual = target.strategy === "manual";
    const isCovered = coverageIn(snapshot, target);
    const open = creators.filter((creator) => !isCovered(creator));
    if (open.length === 0)
      return pass(
        creators.length === 0
          ? `Only ${name} makes tables in the target's schemas.`
          : `What ${example(distinct(creators).map(displayName), "role")} will create is covered${manual ? "; publishing it and setting it FULL stay steps of each migration" : ""}.`,
      );
    const roles = distinct(open).map(displayName);
    const [first] = open;
    const where = first === undefined ? "" : ` in ${displayName(first.schema)}`;
    return warn({
      found: `a table that ${roles[0]} creates${where} tomorrow is not covered${roles.length === 1 ? "" : `, nor are those of ${count(roles.length - 1, "other role")}`}`,
      needed: manual
        ? `default privileges that give ${name} SELECT on future tables`
        : `${name} as an inheriting member of every role that creates tables, or as the only one that does`,
      objects: roles,
      ways: manual ? readingWays(target, open) : owningWays(snapshot, target, open),
    });
  },
});
