import { displayRelation, quoteIdentifier, quoteRelation } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import { isUnseen } from "@/lib/snapshot/seen";
import { onlyReads } from "@/lib/target/mode";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn } from "../finding";
import { ownSlot } from "../slot/own";
import { count, example } from "@/lib/text/words";
import { publishable } from "./members";

/** Dropping and adding in one transaction: no change is decoded between the two. */
const addAnew = (publication: string, relations: readonly Relation[]): string =>
  [
    "BEGIN;",
    ...relations.flatMap((relation) => [
      `ALTER PUBLICATION ${publication} DROP TABLE ${quoteRelation(relation)};`,
      `ALTER PUBLICATION ${publication} ADD TABLE ${quoteRelation(relation)};`,
    ]),
    "COMMIT;",
  ].join("\n");

export const publicationFilters = defineCheck({
  id: "publication.filters",
  title: "Publication has neither row filters nor column lists",
  why: "Electric reads the whole table for its snapshot and the filtered stream afterwards: rows outside a row filter are shown once and never change again. A column list together with REPLICA IDENTITY FULL makes Postgres refuse the application's own UPDATE and DELETE.",
  source: "Observed with Electric 1.7.12 on PostgreSQL 16; PostgreSQL docs, 29.4 and 29.5",
  worst: "fail",
  act: { says: "Publish whole tables, without filters" },
  urgency: 350,
  judge(snapshot, target) {
    const { publication } = snapshot;
    if (publication === null) return notApplicable("There is no publication yet.");
    const targets = publishable(snapshot, target);
    const filtered = targets.filter(({ published }) => published !== null && published.filter !== null);
    const listed = targets.filter(({ published }) => published !== null && published.columns !== null);
    if (filtered.length + listed.length === 0)
      return pass("Every published table of the target has all its rows and columns.");
    const concerned = [...new Set([...filtered, ...listed])];
    const parts = [
      ...(filtered.length > 0
        ? [
            `${count(filtered.length, "table")} with a row filter: ${example(filtered.map(displayRelation), "table")}`,
          ]
        : []),
      ...(listed.length > 0
        ? [
            `${count(listed.length, "table")} with a column list: ${example(listed.map(displayRelation), "table")}`,
          ]
        : []),
    ];
    // Electric empties a publication of its own at a fresh start, and keeps what its shapes use at every other.
    const own = !onlyReads(snapshot, target);
    const heals =
      own &&
      !isUnseen(snapshot.slots) &&
      ownSlot(snapshot, target) === undefined &&
      !listed.some(({ replicaIdentity }) => replicaIdentity === "f");
    const effect = !own
      ? ""
      : heals
        ? "; Electric takes them out at its fresh start, and where they come back while a shape is served, changes are hidden without a word"
        : "; changes are hidden without a word while a shape of these tables is served, until a fresh start of Electric takes them out";
    const judge = heals ? warn : fail;
    return judge({
      found: `${publication.name} has ${parts.join("; ")}${effect}`,
      needed: "all rows and all columns; leave rows and columns out in the shape (where, columns) instead",
      objects: concerned.map(displayRelation),
      ways: [
        {
          says: "Publish these tables whole.",
          sql: addAnew(quoteIdentifier(publication.name), concerned),
        },
        {
          says: "Or keep the restricted publication for its other readers under another name and give Electric one of its own.",
        },
      ],
    });
  },
});
