import { publicationName, streamIdProblem } from "@/lib/electric/names";
import { displayRelation, quoteLiteral, quoteRelation } from "@/lib/postgres/identifier";
import { sqlOf } from "@/lib/repair/changes/operations";
import type { Change } from "@/lib/repair/changes/schema";
import { grantTo } from "@/lib/repair/changes/grant";
import { refusedByOthers } from "@/lib/repair/remedies/publication";
import { sorted } from "@/lib/repair/remedies/situation";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { targetTables } from "@/lib/target/mode";
import { leavesIn } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";
import { count, example } from "@/lib/text/words";
import { guarded } from "./guard";

/** A migration of more tables is too long to be read; the plan as SQL has them all. */
const MOST_TABLES = 500;

/** Content of a migration: statements that can be run again, each one by itself, without a semicolon. */
export type Publishing = {
  publication: string;
  statements: readonly string[];
  tables: number;
  /** Tables of the target that are not published, and why, as sentences. */
  left: readonly string[];
};

type Named = { schema: string; name: string };

const isPublished = (publication: string, table: Named): string =>
  `EXISTS (SELECT FROM pg_catalog.pg_publication_rel AS r JOIN pg_catalog.pg_publication AS p ON p.oid = r.prpubid WHERE p.pubname = ${quoteLiteral(publication)} AND r.prrelid = ${quoteLiteral(quoteRelation(table))}::pg_catalog.regclass)`;
const isFull = (table: Named): string =>
  `EXISTS (SELECT FROM pg_catalog.pg_class AS c WHERE c.oid = ${quoteLiteral(quoteRelation(table))}::pg_catalog.regclass AND c.relreplident = 'f')`;
const isThere = (publication: string): string =>
  `EXISTS (SELECT FROM pg_catalog.pg_publication AS p WHERE p.pubname = ${quoteLiteral(publication)})`;

/** Returns the tables that can be published without breaking the application's own writes, and the others. */
function divided(snapshot: ReachedSnapshot, target: Target): { published: Relation[]; left: Relation[] } {
  const refused = refusedByOthers(snapshot);
  const breaks = (table: Relation): boolean =>
    refused(table) || (snapshot.server.versionNum >= 180_000 && table.generatedVirtual.length > 0);
  const tables = sorted(targetTables(snapshot, target));
  return {
    published: tables.filter((table) => !breaks(table)),
    left: tables.filter(breaks),
  };
}

const nameOf = ({ schema, name }: Named): Named => ({ schema, name });

/** Returns the statements for one table: FULL on everything that holds its rows, the entry in the publication, SELECT. */
function tableStatements(
  table: Relation,
  leaves: readonly Relation[],
  publication: string,
  role: string,
  sql: (change: Change) => string,
): string[] {
  const holders = [...new Map([table, ...leaves].map((one) => [one.oid, one])).values()].map(nameOf);
  return [
    // Before it is published: a published table without an identity refuses the application's own UPDATE.
    ...holders.map((one) =>
      guarded(isFull(one), sql({ kind: "replica identity", table: one, from: "default", to: "full" })),
    ),
    guarded(
      isPublished(publication, table),
      sql({
        kind: "published",
        publication,
        table: nameOf(table),
        from: null,
        to: { filter: null, columns: null },
      }),
    ),
    sql(grantTo(role, { type: "table", ...nameOf(table) }, "SELECT")),
  ];
}

/**
 * Returns what an application's own migration does so that Electric needs no right but to read (manual publishing), from the SQL
 * of the changes that a repair makes; a sentence where there is nothing to write.
 */
export function publishingOf(snapshot: ReachedSnapshot, target: Target): Publishing | string {
  const problem = streamIdProblem(target.streamId);
  if (problem !== null) return problem;
  const { published, left } = divided(snapshot, target);
  if (published.length === 0) return "The target has no table yet that could be published.";
  if (published.length > MOST_TABLES)
    return `The target has ${count(published.length, "table")}, more than the ${MOST_TABLES} that a migration lists. Repair has the plan as SQL.`;
  const { versionNum } = snapshot.server;
  const sql = (change: Change): string => sqlOf(change, versionNum);
  const publication = publicationName(target.streamId);
  const leaves = leavesIn(snapshot);
  const create: Change = {
    kind: "publication",
    publication,
    from: null,
    to: {
      insert: true,
      update: true,
      delete: true,
      truncate: true,
      viaPartitionRoot: published.some(({ kind }) => kind === "p"),
      generatedStored: versionNum >= 180_000 ? true : null,
    },
    allTables: false,
  };
  const schemas = [...new Set(published.map(({ schema }) => schema))];
  return {
    publication,
    statements: [
      guarded(isThere(publication), sql(create)),
      ...schemas.map((name) => sql(grantTo(target.role, { type: "schema", name }, "USAGE"))),
      ...published.flatMap((table) => tableStatements(table, leaves(table), publication, target.role, sql)),
    ],
    tables: published.length,
    left:
      left.length === 0
        ? []
        : [
            `${example(left.map(displayRelation), "table")} ${left.length === 1 ? "is" : "are"} left out: published with FULL, the application's own UPDATE and DELETE would fail. Readiness says why.`,
          ],
  };
}
