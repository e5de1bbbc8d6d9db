import { budgetOf } from "@/lib/budget/budget";
import { deployPeak } from "@/lib/electric/pool";
import { displayName } from "@/lib/postgres/identifier";
import { defineRemedy, nothing } from "./define";
import { isOpen } from "./situation";

export const databaseLimit = defineRemedy({
  id: "database.connection_limit",
  title: "Raise the database's connection limit",
  fixes: ["budget.database_limit"],
  plan(situation) {
    const { snapshot, target } = situation;
    const { name, connectionLimit } = snapshot.database;
    const budget = budgetOf(snapshot, target);
    if (connectionLimit === null || budget === null || !isOpen(situation, "budget.database_limit"))
      return nothing;
    const others = budget.counted.database;
    const peak = deployPeak(target);
    const to = Math.max(connectionLimit, others + peak);
    if (to === connectionLimit) return nothing;
    return {
      drafts: [
        {
          says: `Raise the CONNECTION LIMIT of ${displayName(name)} from ${connectionLimit} to ${to}: ${peak} for Electric during a deploy + ${others} others.`,
          changes: [{ kind: "database limit", database: name, from: connectionLimit, to }],
        },
      ],
      fixes: ["budget.database_limit"],
    };
  },
});
