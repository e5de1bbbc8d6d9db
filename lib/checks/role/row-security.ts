import { displayName, displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { actingAs } from "@/lib/target/acting";
import { noTables, targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { forEachTable } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Way } from "../finding";
import { membershipWay } from "../tables/ways";
import { count, example } from "@/lib/text/words";
import { noRoleYet } from "./absent";
import { whoMayGive } from "./who-may";

/** Row security filters all roles but owners and their inheriting members, and under FORCE those as well. */
const isSubject = ({ ownerRights, forceRowSecurity }: Relation): boolean =>
  forceRowSecurity || ownerRights !== true;

/**
 * Returns whether policies filter a table: a role that is subject to them sees all rows only where a policy shows them all.
 */
const isFiltered = (table: Relation): boolean => isSubject(table) && table.policyShowsAll !== true;

/** The way of the owner's rights: membership where they are lacking, the end of FORCE where it stands against them. */
function throughOwner(
  snapshot: ReachedSnapshot,
  target: Target,
  owners: readonly string[],
  forced: readonly Relation[],
): Way {
  const lift = forEachTable(
    forced,
    (table) => `ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY`,
    "c.relforcerowsecurity",
  );
  const says = `Or lift FORCE where ${displayName(target.role)} has the owner's rights; then every owner sees all rows again.`;
  if (owners.length === 0) return { says, sql: lift };
  const membership = membershipWay(snapshot, target, owners);
  return forced.length === 0 || membership.sql === undefined
    ? membership
    : {
        says: `${membership.says} FORCE has to be lifted as well; then every owner sees all rows again.`,
        sql: `${membership.sql}\n${lift}`,
      };
}

export const roleRowSecurity = defineCheck({
  id: "role.row_security",
  title: "Row security does not filter what Electric reads",
  why: "Row security filters Electric's first read of a table and not the stream after it. Clients get a part of the rows with status 200, then changes of rows that they never saw: silently wrong, and nothing in a log.",
  source: "Observed with Electric 1.7.12 on PostgreSQL 17; PostgreSQL docs, 5.9 Row Security Policies",
  worst: "fail",
  act: { says: "Let Electric’s role bypass row security" },
  urgency: 270,
  foretells: ["may read table", "read table"],
  refutedBy: ["read table"],
  judge(seen, named) {
    const { snapshot, target } = actingAs(seen, named);
    const { role } = snapshot;
    if (role === null) return noRoleYet(target);
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const secured = tables.filter(({ rowSecurity }) => rowSecurity);
    if (secured.length === 0) return pass("No table of the target has row security.");
    const name = displayName(role.name);
    if (role.superuser || role.bypassRls)
      return pass(
        `${count(secured.length, "table has", "tables have")} row security, and ${name} ${role.superuser ? "is a superuser" : "has BYPASSRLS"}.`,
      );
    const filtered = secured.filter(isFiltered);
    const forced = filtered.filter(({ forceRowSecurity }) => forceRowSecurity);
    const notOwned = filtered.filter(({ ownerRights }) => ownerRights !== true);
    const bypass: Way = {
      says: `Let ${name} see every row of every table. ${whoMayGive("BYPASSRLS", snapshot, role.name)}`,
      sql: `ALTER ROLE ${quoteIdentifier(role.name)} BYPASSRLS;`,
    };
    if (filtered.length === 0) {
      const objects = secured.map(displayRelation);
      const byPolicy = secured.some(isSubject);
      return warn({
        found: byPolicy
          ? `row security on ${example(objects, "table")} shows ${name} all rows by a policy, until one is added or changed`
          : `row security on ${example(objects, "table")} spares ${name} only as an owner, until FORCE ROW LEVEL SECURITY is set`,
        needed: "BYPASSRLS, so that nothing set on a table can filter Electric",
        objects,
        ways: [bypass],
      });
    }
    const objects = filtered.map(displayRelation);
    const owners = [...new Set(notOwned.map(({ owner }) => owner))];
    return fail({
      found: `row security would filter what ${name} reads of ${example(objects, "table")}`,
      needed:
        "BYPASSRLS, the owner's rights without FORCE ROW LEVEL SECURITY, or a policy that shows all rows",
      objects,
      ways: [
        bypass,
        throughOwner(snapshot, target, owners, forced),
        {
          says: `Or show ${name} every row by a policy, as the owner of each table. A restrictive policy that applies to ${name} would still take rows away.`,
          sql: forEachTable(
            filtered,
            (table) =>
              `CREATE POLICY electric_reads_all ON ${table} FOR SELECT TO ${quoteIdentifier(role.name)} USING (true)`,
            "c.relrowsecurity",
          ),
        },
        { says: "Or leave these tables out of the target." },
      ],
    });
  },
});
