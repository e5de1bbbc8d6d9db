import { displayName, displayRelation } from "@/lib/postgres/identifier";
import { actingAs } from "@/lib/target/acting";
import { noTables, onlyReads, targetTables } from "@/lib/target/mode";
import { defineCheck } from "../define";
import { fail, notApplicable, pass, warn } from "../finding";
import { count, example } from "@/lib/text/words";
import { MANUAL_MODE, membershipWay, transferWay, withoutFirstRefusal } from "./ways";

export const tablesOwnership = defineCheck({
  id: "tables.ownership",
  title: "Electric's role has the owner's rights on the tables",
  why: "In automatic mode Electric adds each table to its publication and sets REPLICA IDENTITY FULL, which Postgres allows to owners and to members that inherit from them. Without that the shape ends with 503 “must be owner of table”. Reading alone takes SELECT only.",
  source: "Electric 1.7.12, postgres/configuration.ex 155-207; observed on PostgreSQL 14 to 18",
  worst: "fail",
  act: { says: "Give Electric’s role access to the tables" },
  urgency: 250,
  foretells: ["publish table", "set identity", "own tables"],
  refutedBy: ["publish table", "set identity", "own tables"],
  moves: {
    came: (number) => `Electric's role lost the owner's rights on ${count(number, "table")}`,
    fresh: (number) => `Electric's role has no owner's rights on ${count(number, "new table")}`,
    left: (number) => `Electric's role no longer lacks the owner's rights on ${count(number, "table")}`,
  },
  judge(seen, named) {
    const { snapshot, target } = actingAs(seen, named);
    if (target.strategy === "manual")
      return notApplicable("In manual mode Electric alters no table, so it needs no owner's rights.");
    const tables = targetTables(snapshot, target);
    if (tables.length === 0) return notApplicable(noTables(target));
    const name = displayName(target.role);
    const foreign = tables.filter(({ ownerRights }) => ownerRights !== true);
    if (foreign.length === 0)
      return pass(`${name} has the owner's rights on ${count(tables.length, "table")}.`);
    const owners = [...new Set(foreign.map(({ owner }) => owner))];
    const idle = new Set(snapshot.role?.memberWithoutInherit);
    const uninherited = owners.filter((owner) => idle.has(owner)).map(displayName);
    const objects = foreign.map(displayRelation);
    const [first] = foreign;
    const what = `${example(objects, "table")}${first === undefined ? "" : ` (owner ${displayName(first.owner)})`}`;
    const told = {
      needed: `${name} as the owner, or as a member that inherits from the owner`,
      objects,
      ways: withoutFirstRefusal([
        membershipWay(snapshot, target, owners),
        transferWay(snapshot, target, foreign),
        MANUAL_MODE,
      ]),
    };
    if (onlyReads(snapshot, target))
      return warn({
        ...told,
        found: `${name} has no owner's rights on ${what}; it needs none only as long as the publication belongs to ${displayName(snapshot.publication?.owner ?? "")}`,
      });
    return fail({
      ...told,
      found:
        uninherited.length > 0
          ? `${name} is a member of ${example(uninherited, "role")} without inheriting, so it has no owner's rights on ${what}`
          : `${name} has no owner's rights on ${what}`,
    });
  },
});
