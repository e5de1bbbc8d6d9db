import { displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import type { Relation } from "@/lib/snapshot/relation";
import type { Publication } from "@/lib/snapshot/replication";
import type { ReachedSnapshot } from "@/lib/snapshot/schema";
import { effectiveRole } from "@/lib/target/effective-role";
import { onlyReads } from "@/lib/target/mode";
import { targetRelations } from "@/lib/target/relations";
import type { Target } from "@/lib/target/schema";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Way } from "../finding";
import { count, example } from "@/lib/text/words";
import { publishable, recreatePublication, tableList } from "./members";

/** Returns what is published by name although neither it nor a table that it is a partition of is in the target. */
export function untargeted(snapshot: ReachedSnapshot, target: Target): Relation[] {
  const targeted = new Set(targetRelations(snapshot, target).relations.map(({ oid }) => oid));
  const byOid = new Map(snapshot.relations.map((relation) => [relation.oid, relation]));
  const belongs = (relation: Relation | undefined): boolean =>
    relation !== undefined &&
    (targeted.has(relation.oid) ||
      (relation.isPartition && relation.parents.some((parent) => belongs(byOid.get(parent)))));
  return snapshot.relations.filter((relation) => relation.published !== null && !belongs(relation));
}

function waysToAdd(
  missing: readonly Relation[],
  publication: Publication,
  snapshot: ReachedSnapshot,
  target: Target,
): Way[] {
  const name = quoteIdentifier(publication.name);
  const add: Way = publication.allTables
    ? {
        says: "Make the publication anew with every table by name: Postgres adds none to one that is FOR ALL TABLES.",
        sql: recreatePublication(snapshot, target),
      }
    : {
        says: "Add every table that is missing.",
        sql: `ALTER PUBLICATION ${name} ADD TABLE${tableList(missing)};`,
      };
  if (target.strategy === "manual")
    return [add, { says: "Or let Electric add tables itself: choose the strategy “member” or “owner”." }];
  const acts = effectiveRole(snapshot, target);
  const give = {
    says: `Or give the publication to ${acts}, so that Electric adds the tables itself.`,
    sql: `ALTER PUBLICATION ${name} OWNER TO ${quoteIdentifier(acts)};`,
  };
  return publication.allTables ? [add] : [add, give];
}

function surplusTables(surplus: readonly Relation[], publication: Publication, keeps: boolean) {
  const objects = surplus.map(displayRelation);
  const [are, them] = surplus.length === 1 ? ["is", "it"] : ["are", "them"];
  const those = `${count(surplus.length, "table")} that the target does not name`;
  return warn({
    found: keeps
      ? `${those} ${are} in ${publication.name}, and Electric removes ${them} within a minute unless a shape uses ${them}: ${example(objects, "table")}`
      : `${publication.name} also publishes ${those}: ${example(objects, "table")}`,
    needed:
      "only the target's tables; one UPDATE on a published table without REPLICA IDENTITY FULL makes Electric drop its slot",
    objects,
    ways: [
      {
        says: "Take what Electric is not to serve out of the publication.",
        sql: `ALTER PUBLICATION ${quoteIdentifier(publication.name)} DROP TABLE${tableList(surplus)};`,
      },
      { says: "Or name in the target what Electric is to serve." },
      ...(keeps
        ? [
            {
              says: "Or publish them for other readers in a publication of their own, which Electric leaves alone.",
            },
          ]
        : []),
    ],
  });
}

export const publicationTables = defineCheck({
  id: "publication.tables",
  title: "Publication lists the target's tables",
  why: "Where Electric may not change the publication, it serves only tables that stand in it by name and answers 503 for every other one. Where it may, it removes every table that no shape uses.",
  source: "Electric 1.7.12, postgres/configuration.ex 155-207, 261-292",
  worst: "fail",
  act: { says: "Add missing tables to the publication" },
  urgency: 360,
  foretells: ["publish table", "own tables"],
  whyNotFixed: "Tables outside the target stay published; that check's own button takes them out.",
  moves: {
    came: (number) => `${count(number, "table")} lost ${number === 1 ? "its" : "their"} publication`,
    fresh: (number) => `${count(number, "new table")} ${number === 1 ? "is" : "are"} not published`,
    left: (number) =>
      `${count(number, "table")} ${number === 1 ? "is" : "are"} no longer missing from the publication`,
  },
  judge(snapshot, target) {
    const { publication } = snapshot;
    if (publication === null) return notApplicable("There is no publication yet.");
    const keeps = !onlyReads(snapshot, target);
    const wanted = publishable(snapshot, target);
    const missing = keeps ? [] : wanted.filter(({ published }) => published === null);
    if (missing.length > 0) {
      const objects = missing.map(displayRelation);
      return fail({
        found: `${missing.length} of ${count(wanted.length, "table")} ${missing.length === 1 ? "is" : "are"} not in ${publication.name} by name: ${example(objects, "table")}`,
        needed:
          "every table of the target by name; Electric does not count FOR ALL TABLES or TABLES IN SCHEMA",
        objects,
        ways: waysToAdd(missing, publication, snapshot, target),
      });
    }
    const surplus = untargeted(snapshot, target);
    if (surplus.length > 0) return surplusTables(surplus, publication, keeps);
    return keeps
      ? pass(`Electric keeps ${publication.name} itself and adds a table when a shape asks for it.`)
      : pass(`Every table of the target (${wanted.length}) is in ${publication.name} by name.`);
  },
});
