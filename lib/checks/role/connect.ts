import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { defineCheck } from "../define";
import { fail, pass } from "../finding";
import { noRoleYet } from "./absent";

export const roleConnect = defineCheck({
  id: "role.connect",
  title: "Electric's role may connect to the database",
  why: "Both the pool and the replication connection name this database; without CONNECT Postgres refuses them with 42501 and Electric never starts.",
  source: "PostgreSQL docs, 5.8 Privileges: CONNECT; seen for replication connections too on 14 to 18",
  worst: "fail",
  act: { says: (role) => `Grant CONNECT to role ${role}` },
  urgency: 180,
  foretells: ["log in"],
  refutedBy: ["log in"],
  judge(snapshot, target) {
    const { role, database } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    if (role.connect) return pass(`${name} has CONNECT on ${displayName(database.name)}.`);
    return fail({
      found: `${name} has no CONNECT on the database ${displayName(database.name)}`,
      needed: `CONNECT on ${displayName(database.name)}`,
      objects: [displayName(database.name)],
      ways: [
        {
          says: `Grant it as ${displayName(database.owner)}, who owns the database. Another role's GRANT may end with no more than a warning.`,
          sql: `GRANT CONNECT ON DATABASE ${quoteIdentifier(database.name)} TO ${quoteIdentifier(role.name)};`,
        },
      ],
    });
  },
});
