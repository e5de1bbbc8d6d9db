import { budgetOf } from "@/lib/budget/budget";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { notApplicable, pass } from "../finding";
import { judgeLimit } from "./limit";

export const budgetRoleLimit = defineCheck({
  id: "budget.role_limit",
  title: "The role's connection limit holds the pool",
  why: "Beyond the CONNECTION LIMIT of its role Electric is refused with “too many connections for role”, and starts with all of its pool or not at all.",
  source: "Electric 1.7.12 observed: a limit of 20 carries a pool of 20; PostgreSQL docs, CREATE ROLE",
  worst: "fail",
  act: { says: "Raise the role’s connection limit" },
  urgency: 200,
  foretells: ["open pool"],
  momentary: false,
  judge(snapshot, target) {
    const { role, activity } = snapshot;
    if (role === null) return notApplicable(`There is no role ${displayName(target.role)} yet.`);
    if (role.superuser) return notApplicable("A superuser is bound by no CONNECTION LIMIT.");
    if (role.connectionLimit === null) return pass("The role has no CONNECTION LIMIT.");
    const budget = budgetOf(snapshot, target);
    return judgeLimit(
      {
        whose: `role ${displayName(role.name)}`,
        limit: role.connectionLimit,
        others:
          budget === null
            ? { grant: isUnseen(activity) ? activity.grant : "" }
            : { sessions: budget.counted.role },
        sql: (limit) => `ALTER ROLE ${quoteIdentifier(role.name)} CONNECTION LIMIT ${limit};`,
        objects: [role.name],
      },
      target,
    );
  },
});
