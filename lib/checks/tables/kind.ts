import { displayRelation } from "@/lib/postgres/identifier";
import { noTables } from "@/lib/target/mode";
import { targetRelations } from "@/lib/target/relations";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn } from "../finding";
import { count, example } from "@/lib/text/words";
import { odditiesOf, type Oddity } from "./kinds";

const sentence = ({ label, objects }: { label: string; objects: string[] }): string =>
  `${example(objects, "table")} ${objects.length === 1 ? "is" : "are"} ${label}`;

const named = ({ label, relations }: Oddity) => ({ label, objects: relations.map(displayRelation) });

export const tablesKind = defineCheck({
  id: "tables.kind",
  title: "The target's tables are tables that Postgres can replicate",
  why: "Views and foreign tables have no changes in this server's log, and unlogged and temporary tables are not written to it. Without a primary key all columns become the key, so an UPDATE reaches clients as a delete and an insert.",
  source: "Electric 1.7.12, postgres/inspector/direct_inspector.ex 119-146; observed on PostgreSQL 14 and 17",
  worst: "fail",
  act: { says: "Correct the target’s tables", page: "tables", warns: "Add primary keys" },
  urgency: 240,
  foretells: ["publish table", "set identity", "own tables"],
  whyNotFixed:
    "What Electric cannot serve has to leave the target, or become an ordinary table; rewriting it is yours to time.",
  judge(snapshot, target) {
    const { relations, missing } = targetRelations(snapshot, target);
    if (relations.length + missing.length === 0) return notApplicable(noTables(target));
    const oddities = odditiesOf(snapshot, relations);
    const absent = missing.map(displayRelation);
    const fatal = [
      ...(absent.length === 0 ? [] : [{ label: "no such table", objects: absent }]),
      ...oddities.filter((oddity) => oddity.fatal).map(named),
    ];
    const odd = oddities.filter((oddity) => !oddity.fatal).map(named);
    const all = [...fatal, ...odd];
    if (all.length === 0) return pass(`${count(relations.length, "table")}, each with a primary key.`);
    const told = {
      found: all.map(sentence).join("; "),
      needed: "ordinary, permanent tables with a primary key",
      objects: [...new Set(all.flatMap(({ objects }) => objects))],
      ways: [
        ...(absent.length === 0
          ? []
          : [
              {
                says: "Correct the names that do not exist, or take them out of the target: names are compared letter by letter, capitals included.",
              },
            ]),
        ...oddities.map(({ way }) => way),
        ...(fatal.length === 0 ? [] : [{ says: "Or leave these tables out of the target." }]),
      ],
    };
    return fatal.length > 0 ? fail(told) : warn(told);
  },
});
