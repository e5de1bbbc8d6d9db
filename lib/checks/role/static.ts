import { displayName } from "@/lib/postgres/identifier";
import { leaseOf, possibleLeaseOf, withoutExpiry } from "@/lib/privileges/leased";
import { defineCheck } from "../define";
import { fail, pass, warn, type Way } from "../finding";
import { noRoleYet } from "./absent";
import { createRole } from "./create-role";
import { whoMayAlter } from "./who-may";

export const roleStatic = defineCheck({
  id: "role.static",
  title: "Electric has a role that stays",
  why: "Ownership of a publication and of tables is by name. A role that a credential manager makes for hours is dropped at the end of its lease, and the next one has another name: Electric then owns nothing, and the old role cannot be dropped because it owns things.",
  source: "Electric 1.7.12, postgres/configuration.ex 46-75; HashiCorp Vault docs, database secrets engine",
  worst: "fail",
  act: { says: "Give Electric a permanent role" },
  urgency: 140,
  foretells: ["log in"],
  judge(snapshot, target) {
    const { role, takenAt } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    const lease = leaseOf(role, takenAt);
    const possible = possibleLeaseOf(role, takenAt);
    if (lease === null && possible === null) return pass(`${name} is a role that stays.`);
    const other = role.name === "electric" ? "electric_sync" : "electric";
    const needed = "a static role, whose name stays when its password changes";
    const replaceBy = (make: string): Way[] => [
      {
        says: `${make} a role for Electric that stays, and name it in the target and in DATABASE_URL.`,
        sql: createRole(snapshot, target, other),
      },
      {
        says: "Then let the credential manager change that role's password alone (in Vault a static role, database/static-roles) and restart Electric with each new password.",
      },
    ];
    if (lease !== null)
      return fail({
        found: `${name} ${lease}: it is leased, and the next lease has another name`,
        needed,
        objects: [name],
        ways: replaceBy("Make"),
      });
    return warn({
      found: `${name} ${possible}: where a credential manager made it, it is leased, and the next lease has another name`,
      needed,
      objects: [name],
      ways: [
        {
          says: `Where a person set that date: give the role a later one first. ${whoMayAlter(snapshot, role.name)} Until then no plan gives it anything.`,
          sql: withoutExpiry(role.name),
        },
        ...replaceBy("Where it is leased: make"),
      ],
    });
  },
});
