import { displayName, displayRelation, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { Refusal, Relation } from "@/lib/snapshot/relation";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { noTables, targetTables } from "@/lib/target/mode";
import { leavesIn } from "@/lib/target/relations";
import { STATEMENTS_LISTED } from "@/lib/target/statements";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, type Way } from "../finding";
import { count, example, listed } from "@/lib/text/words";

const namesOf = (refusals: readonly Refusal[]): string[] => [
  ...new Set(refusals.map(({ publication }) => publication)),
];

/** Returns why FULL and other publications together refuse the application's writes on a table, as a part of a sentence. */
export function refusalText({ fullRefusedBy }: Pick<Relation, "fullRefusedBy">): string {
  const of = (because: Refusal["because"]): string[] =>
    namesOf(fullRefusedBy.filter((refusal) => refusal.because === because)).map(displayName);
  const lists = of("column list");
  const generated = of("generated columns");
  return [
    ...(lists.length === 0
      ? []
      : [
          `the ${lists.length === 1 ? "publication" : "publications"} ${listed(lists)} ${lists.length === 1 ? "publishes" : "publish"} only some of its columns`,
        ]),
    ...(generated.length === 0
      ? []
      : [
          `the ${generated.length === 1 ? "publication" : "publications"} ${listed(generated)} ${generated.length === 1 ? "leaves" : "leave"} its generated columns out`,
        ]),
  ].join(" and ");
}

/** Returns the statements that publish whole what has a column list now; a row filter would be lost by them. */
function publishedWhole({ relations }: ReachedSnapshot, refusals: readonly Refusal[]): Way[] {
  const lists = refusals.filter(({ because }) => because === "column list");
  if (lists.length === 0) return [];
  const byOid = new Map(relations.map((relation) => [relation.oid, relation]));
  const statements = new Set(
    lists.flatMap(({ publication, entry, filtered }) => {
      const relation = entry === null || filtered ? undefined : byOid.get(entry);
      if (relation === undefined) return [];
      const name = quoteIdentifier(publication);
      const table = quoteRelation(relation);
      return [
        `ALTER PUBLICATION ${name} DROP TABLE ${table};\nALTER PUBLICATION ${name} ADD TABLE ${table};`,
      ];
    }),
  );
  const filtered = lists.some((refusal) => refusal.filtered)
    ? " An entry with a row filter has to be added with that filter again."
    : "";
  return [
    {
      says: `Publish these tables whole there: dropped and added in one transaction, so that no change is lost. The subscribers of ${listed(namesOf(lists).map(displayName))} need every column then.${filtered}`,
      ...(statements.size === 0 || statements.size > STATEMENTS_LISTED
        ? {}
        : { sql: ["BEGIN;", ...statements, "COMMIT;"].join("\n") }),
    },
  ];
}

function publishedStored(refusals: readonly Refusal[]): Way[] {
  const names = namesOf(refusals.filter(({ because }) => because === "generated columns"));
  if (names.length === 0) return [];
  return [
    {
      says: `Publish stored generated columns there too. The subscribers of ${listed(names.map(displayName))} need each of them as an ordinary column then.`,
      sql: names
        .map((name) => `ALTER PUBLICATION ${quoteIdentifier(name)} SET (publish_generated_columns = stored);`)
        .join("\n"),
    },
  ];
}

export const publicationOthers = defineCheck({
  id: "publication.others",
  title: "Other publications accept tables that are FULL",
  why: "Electric sets REPLICA IDENTITY FULL at the first shape of a table. Postgres then refuses the application's own UPDATE and DELETE where another publication has a column list for the table or, from 18 on, leaves a stored generated column of it out. The table stays FULL after Electric is gone.",
  source:
    "Observed with Electric 1.7.12 on PostgreSQL 15 to 18; PostgreSQL source, RelationBuildPublicationDesc in relcache.c",
  worst: "fail",
  act: { says: "Correct the other publications" },
  whyNotFixed:
    "The other publication is for its own subscribers, who have to be ready first: widen it there, or leave these tables out of the target.",
  judge(snapshot, target) {
    const targets = targetTables(snapshot, target);
    if (targets.length === 0) return notApplicable(noTables(target));
    const leaves = leavesIn(snapshot);
    const tables = [...new Set(targets.flatMap(leaves))];
    const concerned = tables.filter(({ fullRefusedBy }) => fullRefusedBy.length > 0);
    if (concerned.length === 0)
      return pass(`No other publication refuses a write on ${count(tables.length, "table")} with FULL.`);
    const refusals = concerned.flatMap(({ fullRefusedBy }) => fullRefusedBy);
    const now = concerned.filter(({ replicaIdentity }) => replicaIdentity === "f");
    const told = now.length > 0 ? now : concerned;
    const [first] = told;
    const why = first === undefined ? "" : refusalText(first);
    return fail({
      found: `${example(told.map(displayRelation), "table")}: ${why}; ${now.length > 0 ? "the application's UPDATE and DELETE fail now" : "once the table is FULL the application's UPDATE and DELETE fail"}`,
      needed: "other publications without column lists, and with stored generated columns, for these tables",
      objects: concerned.map(displayRelation),
      ways: [
        ...publishedWhole(snapshot, refusals),
        ...publishedStored(refusals),
        {
          says: "Or leave these tables out of the target. One that is FULL already takes writes again after ALTER TABLE … REPLICA IDENTITY DEFAULT.",
        },
      ],
    });
  },
});
