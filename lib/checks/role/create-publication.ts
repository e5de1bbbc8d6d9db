import { publicationName, streamIdProblem } from "@/lib/electric/names";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { actingAs } from "@/lib/target/acting";
import { defineCheck } from "../define";
import { fail, notApplicable, pass } from "../finding";
import { createPublication } from "../publication/members";
import { MANUAL_MODE } from "../tables/ways";
import { noRoleYet } from "./absent";

export const roleCreatePublication = defineCheck({
  id: "role.create_publication",
  title: "Electric's role may make its publication",
  why: "In automatic mode Electric makes its publication at its first start, which takes CREATE on the database. Without the right and without a publication it exits: “Publication … not found in the database”.",
  source: "Electric 1.7.12, postgres/replication_client/connection_setup.ex 149-215",
  worst: "fail",
  act: { says: (role) => `Grant CREATE to role ${role}` },
  urgency: 290,
  foretells: ["create publication", "own publication"],
  judge(seen, named) {
    const { snapshot, target } = actingAs(seen, named);
    const { role, database, publication } = snapshot;
    if (target.strategy === "manual")
      return notApplicable("In manual mode another role makes the publication.");
    if (role === null) return noRoleYet(target);
    if (publication === null && streamIdProblem(target.streamId) !== null)
      return notApplicable("The stream id gives no usable name; slot.name says why.");
    const name = displayName(role.name);
    const where = displayName(database.name);
    if (role.createOnDatabase) return pass(`${name} has CREATE on ${where}.`);
    if (publication !== null)
      return pass(
        `${displayName(publication.name)} is there already. ${name} has no CREATE on ${where}, so it could not make it anew after a reset.`,
      );
    return fail({
      found: `there is no publication ${displayName(publicationName(target.streamId))}, and ${name} has no CREATE on the database ${where}`,
      needed: `CREATE on ${where}, or the publication made beforehand`,
      objects: [where],
      ways: [
        {
          says: `Grant it as ${displayName(database.owner)}, who owns the database. It allows new schemas and publications, and nothing inside schemas that exist.`,
          sql: `GRANT CREATE ON DATABASE ${quoteIdentifier(database.name)} TO ${quoteIdentifier(role.name)};`,
        },
        {
          says: `Or make the publication beforehand as a superuser and give it to ${name}. After a reset Electric makes it anew, and then it needs CREATE all the same.`,
          sql: createPublication(snapshot, target),
        },
        MANUAL_MODE,
      ],
    });
  },
});
