import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { onlyReads } from "@/lib/target/mode";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn } from "../finding";
import { publishable, recreatePublication, tableList } from "./members";

const FULL = "every table in it has REPLICA IDENTITY FULL, also those that are made later";

export const publicationScope = defineCheck({
  id: "publication.scope",
  title: "Publication names its tables one by one",
  why: "Electric looks up tables in pg_publication_rel only. A publication FOR ALL TABLES or FOR TABLES IN SCHEMA has no rows there, so that every table counts as missing and is answered with 503, although Postgres streams it.",
  source: "Electric 1.7.12, postgres/configuration.ex 261-292; seen on PostgreSQL 15 and 18",
  worst: "fail",
  act: { says: "List the publication’s tables by name" },
  urgency: 330,
  foretells: ["publish table", "own tables"],
  judge(snapshot, target) {
    const { publication } = snapshot;
    if (publication === null) return notApplicable("There is no publication yet.");
    const anew = {
      says: "Make the publication anew with its tables by name.",
      sql: recreatePublication(snapshot, target),
    };
    if (publication.allTables)
      return fail({
        found: `${publication.name} is FOR ALL TABLES`,
        needed: "tables listed one by one; Postgres adds none to a publication FOR ALL TABLES",
        objects: [publication.name],
        ways: [anew],
      });
    if (publication.schemas.length === 0) return pass(`${publication.name} lists its tables one by one.`);
    const name = quoteIdentifier(publication.name);
    const schemas = publication.schemas.map(displayName).join(", ");
    const drop = `ALTER PUBLICATION ${name} DROP TABLES IN SCHEMA ${publication.schemas.map(quoteIdentifier).join(", ")};`;
    const missing = publishable(snapshot, target).filter(({ published }) => published === null);
    const keeps = !onlyReads(snapshot, target);
    if (missing.length > 0 && !keeps)
      return fail({
        found: `${publication.name} is FOR TABLES IN SCHEMA ${schemas}, and only ${publishable(snapshot, target).length - missing.length} of its tables are listed by name`,
        needed: "every table of the target listed by name",
        objects: [publication.name],
        ways: [
          {
            says: "List the tables by name and take the schema out. Who runs this owns the publication and the tables.",
            sql: `BEGIN;\nALTER PUBLICATION ${name} ADD TABLE${tableList(missing)};\n${drop}\nCOMMIT;`,
          },
          anew,
        ],
      });
    return warn({
      found: `${publication.name} publishes whole schemas besides the tables that it names: ${schemas}`,
      needed: `tables by name only, or that ${FULL}`,
      objects: [publication.name],
      ways: [{ says: "Take the schemas out; what is listed by name stays.", sql: drop }, anew],
    });
  },
});
