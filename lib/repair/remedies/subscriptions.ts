import type { OwnerWork } from "@/lib/privileges/owner-work";
import type { Relation } from "@/lib/snapshot/relation";
import type { Missing } from "@/lib/repair/missing";
import { count } from "@/lib/text/words";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Situation } from "./situation";

/** Returns the subscriptions that write into any of these tables with the rights of their owner. */
export function subscriptionsInto(
  { rights }: Situation,
  tables: readonly Relation[],
): OwnerWork["subscriptions"] {
  const oids = new Set(tables.map(({ oid }) => oid));
  return rights.ownerWork.subscriptions.filter((one) => one.tables.some((oid) => oids.has(oid)));
}

/** Returns the subscriptions that would stop when these tables are handed over, each to its `heir`: their owners could not become it. */
export function stoppedBy(
  situation: Situation,
  tables: readonly Relation[],
  heir: (table: Relation) => string,
): Missing[] {
  return subscriptionsInto(situation, tables).flatMap(({ name, owner, tables: into }) => {
    const written = tables.filter(({ oid }) => into.includes(oid));
    return [...new Set(written.map(heir))]
      .filter((to) => !situation.roles.canSet(owner, to))
      .map((to) => ({
        what: `The subscription ${displayName(name)} writes into ${count(written.filter((table) => heir(table) === to).length, "table")} with the rights of their owner, which will be ${displayName(to)}, and ${displayName(owner)}, which owns it, could not become that role.`,
        who: `A role that may grant ${displayName(to)} makes ${displayName(owner)} a member, or the owner of the subscription lets it write with its own rights.`,
        sql: [
          `GRANT ${quoteIdentifier(to)} TO ${quoteIdentifier(owner)} WITH INHERIT FALSE, SET TRUE;`,
          "-- or:",
          `ALTER SUBSCRIPTION ${quoteIdentifier(name)} SET (run_as_owner = true);`,
        ].join("\n"),
        // Postgres hands the tables over; the subscription fails at its next write.
        rule: "headroom" as const,
      }));
  });
}
