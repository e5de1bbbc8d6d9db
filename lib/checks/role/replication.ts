import { displayName, quoteIdentifier } from "@/lib/postgres/identifier";
import { providers } from "@/lib/postgres/provider";
import { defineCheck } from "../define";
import { fail, pass, type Way } from "../finding";
import { noRoleYet } from "./absent";
import { createRole } from "./create-role";
import { whoMayGive } from "./who-may";

export const roleReplication = defineCheck({
  id: "role.replication",
  title: "Electric's role may replicate",
  why: "Electric opens a replication connection before anything else. Without the right Postgres 16 and newer make it exit, and on 14 and 15 it retries for ever with health “waiting”. The attribute is never inherited from another role.",
  source: "Electric 1.7.12, db_connection_error.ex 175-190; observed on PostgreSQL 15 and 17",
  worst: "fail",
  act: { says: (role) => `Grant REPLICATION to role ${role}` },
  urgency: 160,
  foretells: ["log in", "identify system", "create slot"],
  refutedBy: ["identify system"],
  judge(snapshot, target) {
    const { role, connection } = snapshot;
    if (role === null) return noRoleYet(target);
    const name = displayName(role.name);
    if (role.superuser) return pass(`${name} is a superuser, which may replicate.`);
    if (role.replication) return pass(`${name} has REPLICATION.`);
    if (role.replicationThrough !== null)
      return pass(`${name} may replicate as a member of ${displayName(role.replicationThrough)}.`);
    const sql = quoteIdentifier(role.name);
    const provider = providers[connection.provider];
    const ways: Way[] = [
      ...provider.replicationRoles.map((group) => ({
        says: `Use the way of ${provider.name}: ${provider.replication}`,
        sql: `GRANT ${quoteIdentifier(group)} TO ${sql};`,
      })),
      {
        says: `Give it the attribute. ${whoMayGive("REPLICATION", snapshot, role.name)} ${provider.replication}`,
        sql: `ALTER ROLE ${sql} REPLICATION;`,
      },
      {
        says: "Or make a new role with it where no role may alter this one, and name that role in the target.",
        sql: createRole(snapshot, target, role.name === "electric" ? "electric_sync" : "electric"),
      },
    ];
    return fail({
      found: `${name} has neither REPLICATION nor superuser`,
      needed: "the REPLICATION attribute, or the provider's group that stands for it",
      objects: [name],
      ways,
    });
  },
});
