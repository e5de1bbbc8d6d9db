import { budgetOf } from "@/lib/budget/budget";
import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { isUnseen } from "@/lib/snapshot/seen";
import { defineCheck } from "../define";
import { notApplicable, pass } from "../finding";
import { judgeLimit } from "./limit";

export const budgetDatabaseLimit = defineCheck({
  id: "budget.database_limit",
  title: "The database's connection limit holds the pool",
  why: "The CONNECTION LIMIT of a database counts the sessions of all roles in it; beyond it Electric is refused with “too many connections for database”.",
  source: "PostgreSQL docs, CREATE DATABASE; Electric 1.7.12, connection/manager/pool.ex 130-140",
  worst: "fail",
  act: { says: "Raise the database’s connection limit" },
  urgency: 210,
  foretells: ["open pool"],
  momentary: false,
  judge(snapshot, target) {
    const { role, database, activity } = snapshot;
    if (database.connectionLimit === null) return pass("The database has no CONNECTION LIMIT.");
    if (role?.superuser) return notApplicable("A superuser is bound by no CONNECTION LIMIT.");
    const budget = budgetOf(snapshot, target);
    return judgeLimit(
      {
        whose: `database ${displayName(database.name)}`,
        limit: database.connectionLimit,
        others:
          budget === null
            ? { grant: isUnseen(activity) ? activity.grant : "" }
            : { sessions: budget.counted.database },
        sql: (limit) => `ALTER DATABASE ${quoteIdentifier(database.name)} CONNECTION LIMIT ${limit};`,
        objects: [database.name],
      },
      target,
    );
  },
});
