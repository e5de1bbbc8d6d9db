import { displayRelation, quoteIdentifier } from "@/lib/postgres/identifier";
import { effectiveRole } from "@/lib/target/effective-role";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn, type Way } from "../finding";
import { resetRole } from "../role/reset-role";
import { count, example } from "@/lib/text/words";
import { publishable, recreatePublication, tableList } from "./members";

export const publicationOwner = defineCheck({
  id: "publication.owner",
  title: "Electric's role owns its publication",
  why: "Electric adds tables to a publication only when the role that its sessions act as (current_role) is the owner by name; membership in the owner and superuser do not count. With another owner it silently behaves as in manual mode: it serves what is published already and refuses the rest.",
  source: "Electric 1.7.12, postgres/configuration.ex 46-75",
  worst: "fail",
  act: { says: "Give the publication to Electric’s role" },
  urgency: 310,
  foretells: ["read publication"],
  judge(snapshot, target) {
    const { publication } = snapshot;
    if (publication === null) return notApplicable("There is no publication yet.");
    if (target.strategy === "manual")
      return notApplicable("In manual mode it does not matter who owns the publication.");
    const acts = effectiveRole(snapshot, target);
    const asOther = acts === target.role ? "" : `, which the sessions of ${target.role} act as`;
    if (publication.owner === acts) return pass(`${publication.name} is owned by ${acts}${asOther}.`);
    const missing = publishable(snapshot, target).filter(({ published }) => published === null);
    const objects = missing.map(displayRelation);
    const name = quoteIdentifier(publication.name);
    const whole = publication.allTables || publication.schemas.length > 0;
    const ways: Way[] = [
      whole
        ? {
            says: `Make it anew, owned by ${acts}: Postgres gives a publication of all tables or of whole schemas to superusers only.`,
            sql: recreatePublication(snapshot, target),
          }
        : {
            says: `Give it to ${acts}. That role needs CREATE on the database, and who runs this has to own the publication and be able to become ${acts}.`,
            sql: `ALTER PUBLICATION ${name} OWNER TO ${quoteIdentifier(acts)};`,
          },
      ...(missing.length > 0 && !publication.allTables
        ? [
            {
              says: "Or leave the owner and add every table of the target by name.",
              sql: `ALTER PUBLICATION ${name} ADD TABLE${tableList(missing)};`,
            },
          ]
        : []),
      ...(publication.owner === target.role && acts !== target.role
        ? [
            {
              says: `Or let the sessions of ${target.role} act as itself.`,
              sql: resetRole(snapshot, target),
            },
          ]
        : []),
      {
        says: "Or choose the strategy “manual” and set ELECTRIC_MANUAL_TABLE_PUBLISHING=true, so that what is meant is also what is written.",
      },
    ];
    const found = `${publication.name} is owned by ${publication.owner}, not by ${acts}${asOther}`;
    const needed = `${acts} as the owner by name`;
    if (missing.length === 0)
      return warn({
        found: `${found}; Electric will act as in manual mode`,
        needed,
        objects: [publication.name],
        ways,
      });
    return fail({
      found: `${found}, and ${count(missing.length, "table")} of the target ${missing.length === 1 ? "is" : "are"} not in it: ${example(objects, "table")}`,
      needed: `${needed}, or every table of the target in the publication`,
      objects: [publication.name, ...objects],
      ways,
    });
  },
});
