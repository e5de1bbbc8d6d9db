import { publicationName } from "@/lib/electric/names";
import { displayName, displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { majorOf, noTables, targetTables } from "@/lib/target/mode";
import type { Target } from "@/lib/target/schema";
import { forEachTable } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Judgement, type Way } from "../finding";
import { count, example } from "@/lib/text/words";

const LEAVE_OUT: Way = { says: "Or leave these tables out of the target." };

const columnsOf = (relation: Relation, columns: readonly string[]): string =>
  `${displayRelation(relation)} (${columns.map(displayName).join(", ")})`;

/** Judges virtual columns: with them, a table that is FULL and published takes no UPDATE and no DELETE any more. */
function judgeVirtual(virtual: readonly Relation[], option: Way[]): Judgement {
  const what = example(
    virtual.map((relation) => columnsOf(relation, relation.generatedVirtual)),
    "table",
  );
  return fail({
    found: `virtual generated columns in ${what}: once published with FULL, the application's own UPDATE and DELETE fail`,
    needed: "no virtual generated columns in tables that Electric serves; no option of a publication helps",
    objects: virtual.map(displayRelation),
    ways: [
      {
        says: "Make them stored: drop each column and add it again with GENERATED ALWAYS AS (…) STORED, which rewrites the table under an ACCESS EXCLUSIVE lock. Or compute the value in a view or in the application.",
        sql: forEachTable(
          virtual,
          (table) =>
            `-- for each virtual column of ${table}\nALTER TABLE ${table} DROP COLUMN <column>, ADD COLUMN <column> <type> GENERATED ALWAYS AS (<expression>) STORED`,
          "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attgenerated = 'v')",
        ),
      },
      ...option,
      LEAVE_OUT,
    ],
  });
}

/** Judges generated columns of keys below 18: a shape has to have every column of the key, and none that is generated. */
function judgeKeys(keyed: readonly Relation[], major: number): Judgement {
  const what = example(
    keyed.map((relation) => columnsOf(relation, relation.generatedKey)),
    "table",
  );
  return fail({
    found: `${what}: generated columns of the key, which is all columns where there is no primary key; Postgres ${major} does not stream them, and Electric refuses a shape with them and a shape without the whole key`,
    needed: "a primary key without generated columns, or Postgres 18",
    objects: keyed.map(displayRelation),
    ways: [
      {
        says: "Give these tables a primary key of ordinary columns; the generated ones can stay under a UNIQUE constraint. Shapes then leave them out by columns=….",
      },
      { says: "Or upgrade to Postgres 18, which streams stored generated columns." },
      LEAVE_OUT,
    ],
  });
}

const publishStored = (name: string): Way => ({
  says: "Publish stored generated columns too. Electric notices within some seconds.",
  sql: `ALTER PUBLICATION ${quoteIdentifier(name)} SET (publish_generated_columns = stored);`,
});

function judgeFrom18(snapshot: ReachedSnapshot, target: Target, tables: readonly Relation[]): Judgement {
  const { publication } = snapshot;
  const virtual = tables.filter(({ generatedVirtual }) => generatedVirtual.length > 0);
  const stored = tables.filter(({ generatedStored }) => generatedStored.length > 0);
  const unpublished = stored.length > 0 && publication !== null && publication.generatedStored !== true;
  const option = unpublished ? [publishStored(publication.name)] : [];
  if (virtual.length > 0) return judgeVirtual(virtual, option);
  if (stored.length === 0) return pass(`${count(tables.length, "table")} without generated columns.`);
  const what = example(
    stored.map((relation) => columnsOf(relation, relation.generatedStored)),
    "table",
  );
  const told = {
    needed: "publish_generated_columns = stored",
    objects: stored.map(displayRelation),
  };
  if (unpublished)
    return fail({
      ...told,
      found: `${what}: stored generated columns that ${displayName(publication.name)} does not publish; with FULL the application's own UPDATE and DELETE fail`,
      ways: [...option, LEAVE_OUT],
    });
  if (publication === null && target.strategy === "manual")
    return warn({
      ...told,
      found: `${what}: stored generated columns, and the publication is still to be made`,
      ways: [
        {
          says: `Make ${displayName(publicationName(target.streamId))} with the option publish_generated_columns = stored; publication.exists has the statement.`,
        },
      ],
    });
  return pass(`${what}: stored generated columns, which the publication carries.`);
}

export const tablesGeneratedColumns = defineCheck({
  id: "tables.generated_columns",
  title: "Generated columns reach clients and harm no write",
  why: "From Postgres 18 on a table that is FULL and published refuses UPDATE and DELETE while it has a generated column that the publication leaves out, and virtual ones are always left out. Before 18 no generated column is ever streamed, and Electric refuses a shape that asks for one, or that leaves a column of the key out.",
  source: "Observed with Electric 1.7.12 on PostgreSQL 17 and 18; shape.ex 455-523",
  worst: "fail",
  act: { says: "Publish the generated columns" },
  urgency: 280,
  whyNotFixed:
    "Generated columns of this kind cannot be published: change the table, or leave them out of the shape.",
  judge(snapshot, target) {
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const major = majorOf(snapshot.server.versionNum);
    if (major >= 18) return judgeFrom18(snapshot, target, tables);
    const stored = tables.filter(({ generatedStored }) => generatedStored.length > 0);
    if (stored.length === 0) return pass(`${count(tables.length, "table")} without generated columns.`);
    const keyed = stored.filter(({ generatedKey }) => generatedKey.length > 0);
    if (keyed.length > 0) return judgeKeys(keyed, major);
    const what = example(
      stored.map((relation) => columnsOf(relation, relation.generatedStored)),
      "table",
    );
    return warn({
      found: `${what}: Postgres ${major} does not stream generated columns, so a shape that does not leave them out ends with 400`,
      needed: "shapes that list their columns and leave generated ones out",
      objects: stored.map(displayRelation),
      ways: [
        { says: "Ask for these tables with columns=… in the shape, without the generated columns." },
        { says: "Or upgrade to Postgres 18, which streams stored generated columns." },
        LEAVE_OUT,
      ],
    });
  },
});
